package dev.sparkle.safety.control.output;

/**
 * One sort of markup that has begun and is not over: it reads on, and tells its {@link MarkupStage}
 * what becomes of the characters that are held.
 */
interface Markup {

  /** It begins with this character, which is held. */
  void begin(char c);

  /** Reads the next character. */
  void read(char c);

  /** The text has ended: lets go of some of what is held, at least one character. */
  void finish();
}
