package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.KeptAnswer;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * A step of the chain that gives an earlier answer to the same learner. Answers of models that are
 * switched off do not count: they may be the reason for it.
 */
final class EarlierAnswerStep implements AnswerRun.Step {

  private final ModelCall call;
  private final AnswerCache cache;
  private final Supplier<Collection<String>> models;
  private final ScheduledExecutorService executor;
  private final Duration pace;
  private final CallMeter meter;

  /**
   * @param models configured names of those that are on
   * @param executor looks, and speaks
   */
  EarlierAnswerStep(
      ModelCall call,
      AnswerCache cache,
      Supplier<Collection<String>> models,
      ScheduledExecutorService executor,
      Duration pace,
      CallMeter meter) {
    this.call = call;
    this.cache = cache;
    this.models = models;
    this.executor = executor;
    this.pace = pace;
    this.meter = meter;
  }

  @Override
  public void take(AnswerRun run) {
    try {
      executor.execute(() -> look(run));
    } catch (RejectedExecutionException full) {
      run.passOn(this, null);
    }
  }

  private void look(AnswerRun run) {
    Optional<KeptAnswer> found = cache.find(call, models.get());
    if (found.isEmpty()) {
      run.passOn(this, null);
      return;
    }
    Sayings sayings = Sayings.in(call.language());
    run.hear(
            this,
            new Origin(
                Origin.Kind.EARLIER_ANSWER, "", "", sayings.earlierAnswer(found.get().question())),
            sink ->
                new Speech(executor, pace, meter.around(sink, "earlier-answer", "none", () -> {}))
                    .start(() -> found.get().text(), said -> TokenUsage.NONE))
        .whenComplete(
            (spoke, error) -> {
              if (error != null) {
                run.passOn(this, null);
              }
            });
  }
}
