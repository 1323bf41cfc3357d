package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/**
 * Layer 5, the outermost: sees every call and how it ended, whichever layer ended it.
 *
 * <p>What a layer breaks on is an end, too: a call that was not guarded to its end is never
 * answered.
 */
public class SafetyMonitor {

  private static final String ENTERED = SafetyMonitor.class.getName() + ".entered";

  @Inject private Verdicts verdicts;

  /** For the container. */
  public SafetyMonitor() {}

  /** With its parts in hand, without a container. */
  SafetyMonitor(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /** Watches a call. */
  @AroundInvoke
  public Object watch(InvocationContext invocation) throws Exception {
    invocation.getContextData().put(ENTERED, System.nanoTime());
    Arguments given = Arguments.of(invocation);
    return new Arguments(given.call(), new Watched(given.call(), given.sink())).proceed(invocation);
  }

  /** How long a call has been on its way through the layers. */
  static Duration since(InvocationContext invocation) {
    long entered = (Long) invocation.getContextData().get(ENTERED);
    return Duration.ofNanos(System.nanoTime() - entered);
  }

  private final class Watched extends PassingSink {

    private final ModelCall call;

    Watched(ModelCall call, AnswerSink target) {
      super(target);
      this.call = call;
    }

    @Override
    public void end(Ending ending) {
      verdicts.ended(call, ending);
      super.end(ending);
    }
  }
}
