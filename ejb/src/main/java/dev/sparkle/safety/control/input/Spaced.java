package dev.sparkle.safety.control.input;

import java.util.Optional;

/**
 * Letters set apart: {@code i g n o r e}, {@code i-g-n-o-r-e}. Where nothing wider parts the words,
 * they are found by what is known.
 */
final class Spaced implements Decoder {

  private static final int FEWEST = 5;

  @Override
  public String name() {
    return "spaced";
  }

  @Override
  public Optional<String> reveal(String text) {
    Rewriting rewriting = new Rewriting(text.length());
    int n = text.length();
    for (int i = 0; i < n; ) {
      int end = isAlone(text, i) ? endOfRun(text, i) : i;
      String letters = end > i ? joined(text, i, end) : "";
      String words = letters.length() >= FEWEST ? WordBreaks.set(letters) : "";
      if (isLanguage(words)) {
        rewriting.change(words);
        i = end;
      } else if (end > i) {
        rewriting.keep(text, i, end);
        i = end;
      } else {
        rewriting.keep(text, i, ++i);
      }
    }
    return rewriting.sentences(1);
  }

  @Override
  public boolean carries() {
    return false;
  }

  /** Variables and sums are no words, nor are the Chinese that some set apart. */
  private static boolean isLanguage(String words) {
    Readability reading = Readability.of(words);
    return reading.known() >= FEWEST
        && 5 * reading.known() >= 3 * reading.letters()
        && 2 * reading.known() >= 5 * reading.words();
  }

  /** A letter or digit without another beside it. */
  private static boolean isAlone(String text, int i) {
    return isPart(text, i) && !isPart(text, i - 1) && !isPart(text, i + 1);
  }

  private static boolean isPart(String text, int i) {
    return i >= 0 && i < text.length() && Character.isLetterOrDigit(text.charAt(i));
  }

  /** The end of the run of lone letters; at most four other characters are between two. */
  private static int endOfRun(String text, int from) {
    int end = from + 1;
    for (int at = end; at < text.length() && at - end <= 4; at++) {
      if (isPart(text, at)) {
        if (!isAlone(text, at)) {
          break;
        }
        end = at + 1;
      }
    }
    return end;
  }

  /** The letters, with a blank where the gap is wider than the usual one. */
  private static String joined(String text, int from, int to) {
    int narrow = Integer.MAX_VALUE;
    for (int i = from, last = from; i < to; i++) {
      if (isPart(text, i) && i > from) {
        narrow = Math.min(narrow, i - last);
        last = i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = from, last = from; i < to; i++) {
      if (isPart(text, i)) {
        if (i - last > narrow) {
          out.append(' ');
        }
        out.append(text.charAt(i));
        last = i;
      }
    }
    return out.toString();
  }
}
