package dev.sparkle.safety.control.output;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

  /**
   * The stretches of one prompt, and their beginnings. Immutable; one serves many answers.
   *
   * <p>They are kept as hashes of 64 bits, since every running answer has its own, and texts would
   * take many times as much. One of some thousands is met by chance once in 10^15 letters.
   */
  static final class Stretches {

    private final long[] whole;
    private final long[] beginnings;

    Stretches(String prompt, Collection<String> known) {
      String letters = plain(prompt, Character::isLetter);
      List<String> forms =
          List.of(
              letters, new StringBuilder(letters).reverse().toString(), CanaryGuard.rot13(letters));
      long[] allowed =
          known.stream()
              .map(text -> plain(text, Character::isLetter))
              .flatMapToLong(text -> hashes(text, STRETCH))
              .sorted()
              .toArray();
      whole =
          forms.stream()
              .flatMapToLong(form -> hashes(form, STRETCH))
              .filter(hash -> !isIn(allowed, hash))
              .sorted()
              .toArray();
      beginnings = forms.stream().flatMapToLong(form -> hashes(form, BEGINNING)).sorted().toArray();
    }

    /** Of whatever begins a stretch in the text: so many letters of it. */
    private static LongStream hashes(String text, int letters) {
      return IntStream.rangeClosed(0, text.length() - STRETCH)
          .mapToLong(i -> hash(text, i, i + letters));
    }

    /** FNV-1a, of characters. */
    private static long hash(CharSequence text, int from, int to) {
      long hash = 0xcbf29ce484222325L;
      for (int i = from; i < to; i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return hash;
    }

    private static boolean isIn(long[] sorted, long hash) {
      return Arrays.binarySearch(sorted, hash) >= 0;
    }

    boolean endsWithOne(CharSequence text) {
      int length = text.length();
      return length >= STRETCH && isIn(whole, hash(text, length - STRETCH, length));
    }

    boolean endsWithABeginning(CharSequence text) {
      int length = text.length();
      return length >= BEGINNING && isIn(beginnings, hash(text, length - BEGINNING, length));
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
    found = prompt.endsWithOne(last);
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.PROMPT_LEAK : null;
  }

  @Override
  public boolean isSuspicious() {
    return prompt.endsWithABeginning(last);
  }
}
