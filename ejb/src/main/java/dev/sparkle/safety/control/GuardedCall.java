package dev.sparkle.safety.control;

import dev.sparkle.llm.control.TimedSink;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;

/**
 * Layer 3, the innermost: bounds the call itself. Here stands the limit of its whole time; those of
 * connecting, of the first token and of the gaps are the provider's. What isolates the prompt's
 * parts is {@link dev.sparkle.llm.control.PromptComposer}.
 */
public class GuardedCall {

  @Inject private CurrentSettings settings;
  @Inject private ManagedScheduledExecutorService timers;
  @Inject private Verdicts verdicts;

  /** For the container. */
  public GuardedCall() {}

  /** Starts the clock of a call, which has come through all the other layers. */
  @AroundInvoke
  public Object bound(InvocationContext invocation) throws Exception {
    Arguments given = Arguments.of(invocation);
    verdicts.passed(SafetyMonitor.since(invocation));
    return new Arguments(
            given.call(), new TimedSink(given.sink(), settings.get().llm().totalTimeout(), timers))
        .proceed(invocation);
  }
}
