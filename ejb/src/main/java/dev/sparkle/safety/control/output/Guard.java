package dev.sparkle.safety.control.output;

/**
 * Reads an answer on its way, in the pieces that the {@link Sieve} decides (words, groups of
 * digits), which are the same whatever the chunks were, and says when it must end. Not safe for
 * more than one thread.
 */
interface Guard {

  /** Reads on. */
  void read(CharSequence piece);

  /** The kind that ends the answer; null while it may go on. */
  String stop();

  /** Whether the last words are the beginning of something, so that they had better wait. */
  boolean isSuspicious();

  /** The answer ends here; {@link #stop} is asked once more. */
  default void end() {}

  /** How long suspicious words wait at most, in characters: about two sentences. */
  default int longestWait() {
    return 240;
  }
}
