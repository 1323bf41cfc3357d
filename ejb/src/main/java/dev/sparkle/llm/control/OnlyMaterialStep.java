package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.Prompt;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The only step where no model is configured. */
record OnlyMaterialStep(ModelCall call, ScheduledExecutorService timers, CallMeter meter)
    implements AnswerRun.Step {

  @Override
  public void take(AnswerRun run) {
    ExtractiveProvider provider = new ExtractiveProvider(timers);
    run.hear(
            this,
            new Origin(Origin.Kind.MATERIAL, "", "", ""),
            sink ->
                provider.stream(
                    new Prompt(call, List.of()),
                    meter.around(sink, provider.name(), "none", () -> {})))
        .whenComplete(
            (spoke, error) -> {
              if (error != null) {
                run.fail(this, ModelStep.failure(error));
              }
            });
  }
}
