package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.ModelCall;
import jakarta.interceptor.InvocationContext;

/** The two arguments of {@link GuardedModel#stream}, as an interceptor sees and replaces them. */
record Arguments(ModelCall call, AnswerSink sink) {

  static Arguments of(InvocationContext invocation) {
    Object[] parameters = invocation.getParameters();
    return new Arguments((ModelCall) parameters[0], (AnswerSink) parameters[1]);
  }

  /** Goes on with these arguments. */
  Object proceed(InvocationContext invocation) throws Exception {
    invocation.setParameters(new Object[] {call, sink});
    return invocation.proceed();
  }
}
