package dev.sparkle.safety.control;

import dev.sparkle.llm.control.TimedSink;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.safety.entity.Layer;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Layer 3, the innermost: bounds the call itself. Here stands the limit of its whole time; those of
 * connecting, of the first token and of the gaps are the provider's. What isolates the prompt's
 * parts is {@link dev.sparkle.llm.control.PromptComposer}.
 */
public class GuardedCall {

  @Inject private CurrentSettings settings;
  private ScheduledExecutorService timers;
  @Inject private Verdicts verdicts;

  /** For the container. */
  public GuardedCall() {}

  /** With its parts in hand, without a container. */
  GuardedCall(CurrentSettings settings, ScheduledExecutorService timers, Verdicts verdicts) {
    this.settings = settings;
    this.timers = timers;
    this.verdicts = verdicts;
  }

  @Inject
  void useTimers(ManagedScheduledExecutorService managed) {
    timers = managed;
  }

  /** Starts the clock of a call, which has come through all the other layers. */
  @AroundInvoke
  public Object bound(InvocationContext invocation) throws Exception {
    Arguments given = Arguments.of(invocation);
    verdicts.passed(SafetyMonitor.since(invocation));
    long begun = System.nanoTime();
    Arguments bounded =
        new Arguments(
            given.call(), new TimedSink(given.sink(), settings.get().llm().totalTimeout(), timers));
    verdicts.took(Layer.CALL, Duration.ofNanos(System.nanoTime() - begun));
    return bounded.proceed(invocation);
  }
}
