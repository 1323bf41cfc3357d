package dev.sparkle.knowledge.control;

import java.lang.Character.UnicodeScript;

/** Tells the scripts that are written without blanks between words. */
final class Cjk {

  private Cjk() {}

  /** True for a character of Chinese, Japanese or Korean writing (not for its punctuation). */
  static boolean is(int character) {
    if (character < 0x1100) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(character);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.HANGUL;
  }

  /**
   * The language that a text is mostly written in: {@code zh} if a third of its letters are Chinese
   * (a Chinese character says about as much as three letters), else {@code en}.
   *
   * <p><b>Limitations.</b> Knows no other languages; they are treated as the nearer of the two.
   */
  static String language(CharSequence text) {
    long[] counts = new long[2];
    text.codePoints()
        .filter(Character::isLetter)
        .forEach(character -> counts[is(character) ? 1 : 0]++);
    return counts[1] > 0 && counts[1] * 2 >= counts[0] ? "zh" : "en";
  }
}
