package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveSpan;

/** Takes what a {@link Sieve} has decided, piece by piece, in the order of the text. */
interface Outlet {

  /** Words in which nothing was found. */
  void words(String text);

  /**
   * Something was found.
   *
   * @param span where it stands in the whole text; its end may still grow
   * @param value what it says, as far as it has come
   * @return whether it is taken out of the text; if not, its words follow
   */
  boolean take(SensitiveSpan span, String value);

  /** The span that was taken last ends further on. */
  void extend(int end);

  /** Whether nothing more is wanted. */
  boolean isClosed();
}
