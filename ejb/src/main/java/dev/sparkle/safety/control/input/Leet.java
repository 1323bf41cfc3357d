package dev.sparkle.safety.control.input;

import java.util.Optional;

/** Digits and signs in place of the letters they look like. */
final class Leet implements Decoder {

  private static final String SIGNS = "0134578@$|!€";
  private static final String LETTERS = "oieastbasiie";

  /** One word may be a name, a number of a room or a chip. */
  private static final int FEWEST = 2;

  /** After so many of them a number may be a word too: "45" for "as". */
  private static final int CERTAIN = 3;

  @Override
  public String name() {
    return "leet";
  }

  @Override
  public Optional<String> reveal(String text) {
    Rewriting rewriting = new Rewriting(text.length());
    int n = text.length();
    for (int i = 0; i < n; ) {
      int start = i;
      boolean letters = false;
      boolean signs = false;
      boolean digits = false;
      for (; i < n && (isLetter(text.charAt(i)) || isSign(text, i, start)); i++) {
        boolean letter = isLetter(text.charAt(i));
        letters |= letter;
        signs |= !letter;
        digits |= text.charAt(i) >= '0' && text.charAt(i) <= '9';
      }
      if (i == start) {
        rewriting.keep(text, i, ++i);
        continue;
      }
      boolean mixed = letters || digits && rewriting.changes() >= CERTAIN;
      String word = signs && mixed ? word(text.substring(start, i)) : null;
      if (word == null) {
        rewriting.keep(text, start, i);
      } else {
        rewriting.change(word);
      }
    }
    return rewriting.sentences(FEWEST);
  }

  @Override
  public boolean carries() {
    return false;
  }

  private static boolean isLetter(char c) {
    return Vocabulary.isLetter(c);
  }

  /** A mark of exclamation is a letter only between others. */
  private static boolean isSign(String text, int i, int start) {
    char c = text.charAt(i);
    if (SIGNS.indexOf(c) < 0) {
      return false;
    }
    return c != '!'
        || i > start && i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
  }

  /** The known word, else null. */
  private static String word(String written) {
    if (written.length() > Vocabulary.LONGEST || written.length() < 2) {
      return null;
    }
    for (char one : new char[] {'i', 'l'}) {
      StringBuilder word = new StringBuilder(written);
      for (int i = 0; i < word.length(); i++) {
        int sign = SIGNS.indexOf(word.charAt(i));
        if (sign >= 0) {
          word.setCharAt(i, word.charAt(i) == '1' ? one : LETTERS.charAt(sign));
        }
      }
      if (Vocabulary.knows(word, 0, word.length())) {
        return word.toString();
      }
    }
    return null;
  }
}
