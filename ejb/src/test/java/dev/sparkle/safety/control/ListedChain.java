package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.ModelCall;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptors;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs the interceptors that {@link GuardedModel} lists, in that order, as a container would. */
final class ListedChain {

  private final List<Object> interceptors;

  /**
   * @param make an interceptor of that class
   */
  ListedChain(Function<Class<?>, Object> make) {
    interceptors =
        Arrays.stream(GuardedModel.class.getAnnotation(Interceptors.class).value())
            .map(make::apply)
            .toList();
  }

  void stream(ModelCall call, AnswerSink sink, BiConsumer<ModelCall, AnswerSink> model)
      throws Exception {
    new Invocation(new Object[] {call, sink}, model).proceed();
  }

  private final class Invocation implements InvocationContext {

    private final BiConsumer<ModelCall, AnswerSink> model;
    private final Map<String, Object> data = new HashMap<>();
    private Object[] parameters;
    private int next;

    Invocation(Object[] parameters, BiConsumer<ModelCall, AnswerSink> model) {
      this.parameters = parameters;
      this.model = model;
    }

    @Override
    public Object proceed() throws Exception {
      if (next == interceptors.size()) {
        next++;
        model.accept((ModelCall) parameters[0], (AnswerSink) parameters[1]);
        return null;
      }
      if (next > interceptors.size()) {
        throw new AssertionError("proceeded twice");
      }
      Object interceptor = interceptors.get(next++);
      Method around =
          Arrays.stream(interceptor.getClass().getMethods())
              .filter(method -> method.isAnnotationPresent(AroundInvoke.class))
              .findFirst()
              .orElseThrow();
      try {
        return around.invoke(interceptor, this);
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof Exception known ? known : e;
      }
    }

    @Override
    public Object getTarget() {
      return null;
    }

    @Override
    public Object getTimer() {
      return null;
    }

    @Override
    public Method getMethod() {
      return null;
    }

    @Override
    public Constructor<?> getConstructor() {
      return null;
    }

    @Override
    public Object[] getParameters() {
      return parameters.clone();
    }

    @Override
    public void setParameters(Object[] changed) {
      parameters = changed.clone();
    }

    @Override
    public Map<String, Object> getContextData() {
      return data;
    }
  }
}
