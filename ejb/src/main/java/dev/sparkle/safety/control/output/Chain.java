package dev.sparkle.safety.control.output;

/**
 * Whether a word may be the first of several that make one value, as in {@code 158 9628 2753} or
 * {@code DE89 3704 0044 …}.
 */
enum Chain {
  /** It stands for itself. */
  NONE,
  /** Groups of digits, as in phone and card numbers. */
  NUMBER,
  /** Groups of digits and capitals, as in identity numbers. */
  CAPITALS,
  /** Groups behind two letters and two digits, as in IBANs: any four letters and digits. */
  IBAN;

  /** No group of a real number is longer. */
  private static final int LONGEST_GROUP = 24;

  /** What the word in a text from {@code start} to {@code end} may be the beginning of. */
  static Chain of(CharSequence text, int start, int end) {
    if (end - start == 4 && IbanDetector.begins(text.subSequence(start, end))) {
      return IBAN;
    }
    int from = end;
    while (from > start && end - from <= LONGEST_GROUP && isPart(text.charAt(from - 1))) {
      from--;
    }
    if (end - from > LONGEST_GROUP || from > start && !isOpening(text.charAt(from - 1))) {
      return NONE;
    }
    return of(text.subSequence(from, end));
  }

  /** What the chain is with one more word; {@link #NONE} if the word is no part of it. */
  Chain with(CharSequence text, int start, int end) {
    if (this == IBAN) {
      boolean group = end - start <= 4;
      for (int i = start; i < end && group; i++) {
        group = text.charAt(i) < 128 && Character.isLetterOrDigit(text.charAt(i));
      }
      return group ? IBAN : with(of(text, start, end));
    }
    return with(of(text, start, end));
  }

  private static Chain of(CharSequence word) {
    if (IbanDetector.begins(word)) {
      return IBAN;
    }
    int digits = 0;
    int capitals = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      capitals += Character.isLetter(c) ? 1 : 0;
    }
    if (capitals == 0) {
      return digits > 0 ? NUMBER : NONE;
    }
    boolean group = digits + capitals == word.length() && word.length() <= 8;
    return group && (digits > 0 || capitals <= 3) ? CAPITALS : NONE;
  }

  private static boolean isPart(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || "+()-./–—#".indexOf(c) >= 0;
  }

  private static boolean isOpening(char c) {
    return ":=\"'`*|>[,{“‘".indexOf(c) >= 0;
  }

  /** Whether a word that begins with this character may go on with the chain. */
  boolean goesOn(char next) {
    boolean digit = next >= '0' && next <= '9';
    return switch (this) {
      case NONE -> false;
      case NUMBER -> digit || next == '(' || next == '+' || next == '-' || next == '–';
      case CAPITALS -> digit || next >= 'A' && next <= 'Z';
      case IBAN -> next < 128 && Character.isLetterOrDigit(next);
    };
  }

  private Chain with(Chain next) {
    boolean stays = this == CAPITALS || this == IBAN;
    return next != NONE && stays ? this : next;
  }
}
