package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** A step of the chain that answers with the material's own sentences, if any fits. */
final class MaterialStep implements AnswerRun.Step {

  private final ModelCall call;
  private final ScheduledExecutorService timers;
  private final Duration pace;
  private final CallMeter meter;

  MaterialStep(ModelCall call, ScheduledExecutorService timers, Duration pace, CallMeter meter) {
    this.call = call;
    this.timers = timers;
    this.pace = pace;
    this.meter = meter;
  }

  @Override
  public void take(AnswerRun run) {
    Optional<String> words = ExtractiveAnswer.instead(call);
    if (words.isEmpty()) {
      run.passOn(this, null);
      return;
    }
    Origin origin =
        new Origin(Origin.Kind.MATERIAL, "", "", Sayings.in(call.language()).material());
    run.hear(
            this,
            origin,
            sink ->
                new Speech(timers, pace, meter.around(sink, "extractive", "none", () -> {}))
                    .start(words::get, said -> TokenUsage.NONE))
        .whenComplete(
            (spoke, error) -> {
              if (error != null) {
                run.passOn(this, null);
              }
            });
  }
}
