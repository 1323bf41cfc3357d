package dev.sparkle.safety.control.input;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Words whose letters are turned round or exchanged for others. Looks at those parts of a text only
 * whose words are unknown, and believes the result only if they become known.
 */
record LetterCipher(String name, UnaryOperator<String> undo) implements Decoder {

  /** So many letters more must be in known words. */
  private static final int GAIN = 8;

  /** How often each letter is used in English, of 1,000: Norvig's count over Google Books, 2012. */
  private static final int[] USED = {
    80, 15, 33, 38, 125, 24, 19, 51, 76, 2, 5, 41, 25, 72, 76, 21, 1, 63, 65, 93, 27, 11, 17, 2, 17,
    1
  };

  @Override
  public Optional<String> reveal(String text) {
    String strange =
        Segments.matching(text, part -> part.letters() >= GAIN / 2 && part.isStrange());
    if (strange.length() < GAIN) {
      return Optional.empty();
    }
    Readability before = Readability.of(strange);
    String undone = undo.apply(strange);
    Readability after = Readability.of(undone);
    boolean better = after.known() >= before.known() + GAIN;
    return better ? Optional.of(undone) : Optional.empty();
  }

  @Override
  public boolean carries() {
    return false;
  }

  static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  static String wordsReversed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int n = text.length();
    for (int i = 0; i < n; ) {
      int start = i;
      while (i < n && Vocabulary.isLetter(text.charAt(i))) {
        i++;
      }
      for (int j = i - 1; j >= start; j--) {
        out.append(text.charAt(j));
      }
      if (i < n) {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  static String atbash(String text) {
    return mapped(text, letter -> 25 - letter);
  }

  static String shifted(String text, int by) {
    return mapped(text, letter -> (letter + by) % 26);
  }

  /** Shifted by what makes its letters as frequent as they are in English. */
  static String unshifted(String text) {
    int[] counts = new int[26];
    text.chars()
        .filter(c -> Vocabulary.isLetter((char) c))
        .forEach(c -> counts[(c | 0x20) - 'a']++);
    String best = text;
    int most = Readability.of(text).known();
    for (int shift : likely(counts)) {
      String candidate = shifted(text, shift);
      int known = Readability.of(candidate).known();
      if (known > most) {
        best = candidate;
        most = known;
      }
    }
    return best;
  }

  /** The three most likely shifts: a short text need not have the most frequent letters. */
  private static int[] likely(int[] counts) {
    int[] best = new int[3];
    long[] score = new long[3];
    for (int shift = 1; shift < 26; shift++) {
      long sum = 0;
      for (int letter = 0; letter < 26; letter++) {
        sum += (long) counts[letter] * USED[(letter + shift) % 26];
      }
      for (int place = 0; place < 3; place++) {
        if (sum > score[place]) {
          for (int below = 2; below > place; below--) {
            best[below] = best[below - 1];
            score[below] = score[below - 1];
          }
          best[place] = shift;
          score[place] = sum;
          break;
        }
      }
    }
    return best;
  }

  private static String mapped(String text, IntUnaryOperator map) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Vocabulary.isLetter(c)) {
        int first = c & 0x20 | 'A';
        out.setCharAt(i, (char) (first + map.applyAsInt(c - first)));
      }
    }
    return out.toString();
  }
}
