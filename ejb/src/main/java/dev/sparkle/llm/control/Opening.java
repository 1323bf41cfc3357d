package dev.sparkle.llm.control;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One answer's wish for a model's first word, as a {@link Slot} pursues it: attempt by attempt. */
public final class Opening {

  private final Supplier<CompletionStage<Void>> attempts;

  Opening(Supplier<CompletionStage<Void>> attempts) {
    this.attempts = attempts;
  }

  /**
   * Asks the model once. Returns at once.
   *
   * @return completes with the first word; fails with {@link AttemptFailed}
   */
  CompletionStage<Void> attempt() {
    return attempts.get();
  }
}
