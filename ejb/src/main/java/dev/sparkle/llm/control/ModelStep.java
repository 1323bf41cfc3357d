package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.Prompt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** A step of the chain that asks a model, within its slot's Fault Tolerance. */
final class ModelStep implements AnswerRun.Step {

  private static final Logger LOG = System.getLogger(ModelStep.class.getName());

  private final ProviderSlot slot;
  private final Prompt prompt;
  private final Origin origin;
  private final KillSwitch killSwitch;
  private final Executor context;

  /**
   * @param context runs an action at once, with the log fields and the trace of the call
   */
  ModelStep(
      ProviderSlot slot, Prompt prompt, Origin origin, KillSwitch killSwitch, Executor context) {
    this.slot = slot;
    this.prompt = prompt;
    this.origin = origin;
    this.killSwitch = killSwitch;
    this.context = context;
  }

  @Override
  public void take(AnswerRun run) {
    if (killSwitch.isOff(slot.model().name())) {
      run.passOn(this, LlmFailure.SWITCHED_OFF.ending());
      return;
    }
    slot.tolerance()
        .open(new Opening(() -> attempt(run)))
        .whenComplete(
            (spoke, error) -> {
              if (error != null) {
                run.passOn(this, failure(error));
              }
            });
  }

  /**
   * Whether the model is off is asked when the attempt is already the current one, which is what
   * the kill switch ends: so none slips through between.
   */
  private CompletionStage<Void> attempt(AnswerRun run) {
    return run.hear(
        this,
        origin,
        sink -> {
          if (killSwitch.isOff(slot.model().name())) {
            sink.end(LlmFailure.SWITCHED_OFF.ending());
          } else {
            context.execute(() -> slot.stream(prompt, sink));
          }
        });
  }

  /** What Fault Tolerance's exceptions say, in the words of this house. */
  static Ending.Failed failure(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof AttemptFailed attempt) {
      return attempt.failed();
    }
    if (cause instanceof CircuitBreakerOpenException) {
      return LlmFailure.LEFT_ALONE.ending();
    }
    if (cause instanceof TimeoutException) {
      return LlmFailure.TIMEOUT_FIRST_TOKEN.ending();
    }
    if (cause instanceof BulkheadException) {
      return LlmFailure.BUSY.ending();
    }
    LOG.log(Level.ERROR, "a model could not be asked", cause);
    return LlmFailure.UNAVAILABLE.ending();
  }
}
