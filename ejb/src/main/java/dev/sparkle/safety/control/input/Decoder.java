package dev.sparkle.safety.control.input;

import java.util.Optional;

/** Undoes one way of hiding words. Linear in the text; never throws. */
interface Decoder {

  /** What it undoes, as a {@link View} names it. */
  String name();

  /**
   * What was hidden in this way, without the rest of the text if that can be told apart; empty if
   * nothing was. It need not be language: it may be hidden once more.
   */
  Optional<String> reveal(String text);

  /** Whether the result can be hidden once more; else it counts only if it can be read. */
  default boolean carries() {
    return true;
  }
}
