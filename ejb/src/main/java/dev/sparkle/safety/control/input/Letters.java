package dev.sparkle.safety.control.input;

import java.text.Normalizer;

/**
 * How the rules see a letter: small, without accents, Chinese in simplified form. Tables over the
 * basic plane, made once; a look-up costs one array access.
 */
final class Letters {

  /** A part of a word that is written in letters. */
  static final byte WORD = 1;

  /** A character that is a word by itself, as in Chinese. */
  static final byte HAN = 2;

  /** Stands inside a word and is not heard, as the apostrophe in "don't". */
  static final byte SILENT = 3;

  /** Anything else: space, punctuation, symbols. */
  static final byte GAP = 0;

  private static final byte[] KIND = new byte[0x10000];
  private static final char[] FOLDED = new char[0x10000];

  static {
    for (int i = 0; i < 0x10000; i++) {
      char c = (char) i;
      KIND[i] = kindOf(c);
      FOLDED[i] = foldOf(c);
    }
    String pairs = Lines.of("traditional.txt").stream().reduce("", String::concat);
    for (int i = 0; i + 1 < pairs.length(); i += 2) {
      FOLDED[pairs.charAt(i)] = pairs.charAt(i + 1);
    }
  }

  private Letters() {}

  static byte kind(char c) {
    return KIND[c];
  }

  static char fold(char c) {
    return FOLDED[c];
  }

  /** Han characters, the only ones that a rule may begin or end inside a run of letters with. */
  static boolean isHan(char c) {
    return KIND[c] == HAN;
  }

  private static byte kindOf(char c) {
    if (c == '\'' || c == '\u2019' || c == '\u02BC' || c == '`') {
      return c == '`' ? GAP : SILENT;
    }
    if (Character.isIdeographic(c) || c >= 0x3040 && c <= 0x30FF || c >= 0xAC00 && c <= 0xD7A3) {
      return HAN;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
      return WORD;
    }
    return Character.isLetterOrDigit(c) ? WORD : GAP;
  }

  private static char foldOf(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    boolean latin = c <= 0x24F || c >= 0x1E00 && c <= 0x1EFF;
    char base = latin ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0) : c;
    return Character.toLowerCase(base);
  }
}
