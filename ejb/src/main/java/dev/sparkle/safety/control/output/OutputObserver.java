package dev.sparkle.safety.control.output;

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
}
