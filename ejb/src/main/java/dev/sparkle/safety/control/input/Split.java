package dev.sparkle.safety.control.input;

import java.util.Optional;

/**
 * Words broken in the middle or run together: {@code ig nore}, {@code ig-nore}, {@code
 * ignorepreviousinstructions}, {@code ignooore}.
 */
final class Split implements Decoder {

  /** A single long unknown word may well be several. */
  private static final int RUN_TOGETHER = 12;

  @Override
  public String name() {
    return "split";
  }

  @Override
  public Optional<String> reveal(String text) {
    Rewriting rewriting = new Rewriting(text.length());
    int n = text.length();
    for (int i = 0; i < n; ) {
      if (!Vocabulary.isLetter(text.charAt(i))) {
        rewriting.keep(text, i, ++i);
        continue;
      }
      int end = endOfWord(text, i);
      int far = endOfBroken(text, i, end);
      if (far > end) {
        rewriting.change(letters(text, i, far));
        i = far;
        continue;
      }
      String whole = known(text, i, end) ? null : anew(text.substring(i, end));
      if (whole == null) {
        rewriting.keep(text, i, end);
      } else {
        rewriting.change(whole);
      }
      i = end;
    }
    return rewriting.sentences(1);
  }

  @Override
  public boolean carries() {
    return false;
  }

  /** The end of up to four pieces, not all known, that make one known word; else the first's. */
  private static int endOfBroken(String text, int from, int end) {
    int best = end;
    boolean unknown = !known(text, from, end);
    StringBuilder word = new StringBuilder().append(text, from, end);
    int at = end;
    for (int piece = 0; piece < 3; piece++) {
      int next = at;
      while (next < text.length()
          && next - at < 2
          && !Character.isLetterOrDigit(text.charAt(next))) {
        next++;
      }
      if (next == at || next == text.length() || !Vocabulary.isLetter(text.charAt(next))) {
        break;
      }
      at = endOfWord(text, next);
      if (word.length() + at - next > Vocabulary.LONGEST) {
        break;
      }
      unknown |= !known(text, next, at);
      word.append(text, next, at);
      if (unknown && word.length() >= 4 && Vocabulary.knows(word, 0, word.length())) {
        best = at;
      }
    }
    return best;
  }

  /** Words that are run together or drawn out; null if they are not known then. */
  private static String anew(String word) {
    if (word.length() >= RUN_TOGETHER && word.length() <= 400) {
      String broken = WordBreaks.broken(word);
      Readability after = Readability.of(broken);
      return after.known() == word.length() && word.length() >= 3 * after.words() ? broken : null;
    }
    for (int most = 2; most >= 1; most--) {
      String drawnIn = drawnIn(word, most);
      if (drawnIn != null && Vocabulary.knows(drawnIn, 0, drawnIn.length())) {
        return drawnIn;
      }
    }
    return null;
  }

  /** With each letter so often in a row at most where it was three times or more; null if none. */
  private static String drawnIn(String word, int most) {
    StringBuilder out = new StringBuilder();
    boolean drawn = false;
    for (int i = 0; i < word.length(); ) {
      int end = i;
      while (end < word.length() && word.charAt(end) == word.charAt(i)) {
        end++;
      }
      drawn |= end - i > 2;
      out.append(word, i, end - i > 2 ? i + most : end);
      i = end;
    }
    return drawn ? out.toString() : null;
  }

  private static String letters(String text, int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (Vocabulary.isLetter(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length() && Vocabulary.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean known(String text, int from, int to) {
    return Vocabulary.knows(text, from, to);
  }
}
