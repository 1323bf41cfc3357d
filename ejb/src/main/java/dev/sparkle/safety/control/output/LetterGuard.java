package dev.sparkle.safety.control.output;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds a stretch of the prompt by its letters alone, whatever stands between them: spelled out,
 * with signs or without blanks, one word a line, in other widths, look-alike letters or digits.
 *
 * <p>{@value #STRETCH} letters are seven words or more: the same in an answer by chance has not
 * been seen. <b>Limits.</b> A letter more or less within the stretch breaks it.
 */
final class LetterGuard implements Guard {

  /** Letters in a row that make a leak. */
  static final int STRETCH = 40;

  /** So many of them make the words wait. */
  private static final int BEGINNING = 20;

  /** The stretches of one prompt, and their beginnings. Immutable; one serves many answers. */
  static final class Stretches {

    private final Set<String> whole = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();

    Stretches(String prompt, Collection<String> known) {
      String letters = plain(prompt, Character::isLetter);
      add(letters);
      add(new StringBuilder(letters).reverse().toString());
      add(CanaryGuard.rot13(letters));
      for (String text : known) {
        String other = plain(text, Character::isLetter);
        for (int i = 0; i + STRETCH <= other.length(); i++) {
          whole.remove(other.substring(i, i + STRETCH));
        }
      }
    }

    private void add(String letters) {
      for (int i = 0; i + STRETCH <= letters.length(); i++) {
        whole.add(letters.substring(i, i + STRETCH));
        beginnings.add(letters.substring(i, i + BEGINNING));
      }
    }
  }

  private final Stretches prompt;

  /** Whether digits are read as the letters that they look like. */
  private final boolean leet;

  private final StringBuilder last = new StringBuilder();
  private boolean inTag;
  private boolean found;

  LetterGuard(Stretches prompt, boolean leet) {
    this.prompt = prompt;
    this.leet = leet;
  }

  private static String plain(String text, IntPredicate wanted) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = Plain.of(text.charAt(i));
      if (wanted.test(c)) {
        letters.append(c);
      }
    }
    return letters.toString();
  }

  @Override
  public void read(CharSequence piece) {
    for (int i = 0; i < piece.length() && !found; i++) {
      char c = Plain.of(piece.charAt(i));
      c = leet ? Plain.ofLeet(c) : c;
      inTag = c == '<' || inTag && c != '>' && !Character.isWhitespace(c);
      if (!inTag && Character.isLetter(c)) {
        read(c);
      }
    }
  }

  private void read(char c) {
    last.append(c);
    if (last.length() > 4 * STRETCH) {
      last.delete(0, last.length() - STRETCH);
    }
    int length = last.length();
    found = length >= STRETCH && prompt.whole.contains(last.substring(length - STRETCH));
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.PROMPT_LEAK : null;
  }

  @Override
  public boolean isSuspicious() {
    int length = last.length();
    return length >= BEGINNING && prompt.beginnings.contains(last.substring(length - BEGINNING));
  }
}
