package dev.sparkle.safety.control.output;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears what layer 4 found, for metrics and audit; never what it said. It must not block and must
 * not throw.
 */
@FunctionalInterface
public interface OutputObserver {

  /**
   * Something was masked, or ended the answer.
   *
   * @param kind a kind of {@link OutputPolicy}
   * @param count how many, from 1
   */
  void found(String kind, OutputAction action, int count);

  /**
   * The answer is over.
   *
   * @param computed the layer's own work on it
   * @param heldFirstWords from the model's first characters to the first that left; empty if none
   *     left
   */
  default void ended(Duration computed, Optional<Duration> heldFirstWords) {
    // who only counts what is found need not know
  }
}
