package dev.sparkle.safety.control.input;

import java.lang.Character.UnicodeScript;

/**
 * Letters of other scripts that are taken for Latin ones. They are folded inside words that mix
 * them with Latin letters, and in words made of nothing else if the text has no real word of
 * another script; so Russian, Greek and their quotations stay as they are.
 */
final class Homoglyphs {

  private static final char[] LATIN = new char[0x10000];

  static {
    for (String line : Lines.of("homoglyphs.txt")) {
      for (int i = 2; i < line.length(); i++) {
        LATIN[line.charAt(i)] = line.charAt(0);
      }
    }
  }

  private Homoglyphs() {}

  static String folded(String text) {
    int first = 0;
    while (first < text.length() && LATIN[text.charAt(first)] == 0) {
      first++;
    }
    return first == text.length() ? text : folded(text, hasForeignWords(text));
  }

  private static String folded(String text, boolean foreign) {
    StringBuilder out = new StringBuilder(text);
    int n = text.length();
    for (int i = 0; i < n; ) {
      int start = i;
      int latin = 0;
      boolean like = true;
      for (; i < n && Character.isLetter(text.charAt(i)); i++) {
        latin += Vocabulary.isLetter(text.charAt(i)) ? 1 : 0;
        like &= isLatinOrLike(text.charAt(i));
      }
      if (like && i > start && (latin > 0 || !foreign)) {
        for (int j = start; j < i; j++) {
          char as = LATIN[text.charAt(j)];
          out.setCharAt(j, as == 0 ? text.charAt(j) : as);
        }
      }
      i = Math.max(i, start + 1);
    }
    return out.toString();
  }

  private static boolean isLatinOrLike(char c) {
    return LATIN[c] != 0 || UnicodeScript.of(c) == UnicodeScript.LATIN;
  }

  /** Whether there is a real Greek or Cyrillic word, or letters of these and no Latin ones. */
  private static boolean hasForeignWords(String text) {
    boolean latin = false;
    boolean foreign = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      latin |= Vocabulary.isLetter(c);
      if (c >= 0x370 && c < 0x530 && Character.isLetter(c)) {
        foreign = true;
        if (LATIN[c] == 0) {
          return true;
        }
      }
    }
    return foreign && !latin;
  }
}
