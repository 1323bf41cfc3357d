package dev.sparkle.llm.control;

import java.util.concurrent.CompletionStage;

/**
 * One model's MicroProfile Fault Tolerance. Its state belongs to a method of a bean, so each model
 * has a bean of its own: one open breaker leaves the others closed.
 *
 * <p>The method is asynchronous and its stage completes with the first word. So retries happen
 * before the first word only, the time-out is that of the first word, and the bulkhead counts what
 * waits for one; nothing of it looks at a running answer, whose gaps, total time and number are
 * watched by {@link SilenceTimer}, {@link TimedSink} and {@link ProviderSlot}. The values are
 * settings: {@link SlotTolerance}.
 */
public interface Slot {

  /**
   * Begins an answer, in several attempts if need be. Returns at once.
   *
   * @return completes with the first word; else fails with {@link AttemptFailed} or an exception of
   *     Fault Tolerance
   */
  CompletionStage<Void> open(Opening opening);
}
