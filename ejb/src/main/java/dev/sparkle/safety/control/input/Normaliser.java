package dev.sparkle.safety.control.input;

import java.text.Normalizer;

/**
 * A text as a reader sees it, in the plainest characters: NFKC, without invisible characters and
 * strokes through letters, look-alikes of other scripts folded, letters in boxes and circles as
 * letters. Ordinary ASCII stays as it is, capitals too. Normalising twice changes nothing more.
 */
final class Normaliser {

  private static final int MOST_ROUNDS = 4;

  private Normaliser() {}

  static String normalised(String raw) {
    String text = raw;
    for (int round = 0; round < MOST_ROUNDS && !isPlain(text); round++) {
      String next = once(text);
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
    return text;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7F || c < ' ' && c != '\n' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String once(String text) {
    String boxed = unboxed(HiddenCharacters.removedFrom(text));
    String composed = Normalizer.normalize(boxed, Normalizer.Form.NFKC);
    return Homoglyphs.folded(withoutNoise(composed));
  }

  /** Letters in squares and negative circles, and of flags unless two make a country. */
  private static String unboxed(String text) {
    if (text.indexOf('\uD83C') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point >= 0x1F150 && point <= 0x1F169) {
        out.append((char) ('A' + point - 0x1F150));
      } else if (point >= 0x1F170 && point <= 0x1F189) {
        out.append((char) ('A' + point - 0x1F170));
      } else if (isRegional(point)) {
        int end = i;
        while (end < points.length && isRegional(points[end])) {
          end++;
        }
        boolean country = end - i == 2;
        for (; i < end; i++) {
          out.appendCodePoint(country ? points[i] : 'A' + points[i] - 0x1F1E6);
        }
        i--;
      } else {
        out.appendCodePoint(point);
      }
    }
    return out.toString();
  }

  private static boolean isRegional(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  /** Marks that belong to no letter after NFKC composed what can be, and control characters. */
  private static String withoutNoise(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean mark = c >= 0x300 && c <= 0x36F || c >= 0x20D0 && c <= 0x20FF || c == 0xFE0F;
      boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= 0x7F && c < 0xA0;
      if (!mark && !control) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
