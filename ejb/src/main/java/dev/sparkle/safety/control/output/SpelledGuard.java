package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveSpan;

/**
 * Reads what an answer spells out, a character and a blank at a time ("s k - p r o j …") or one a
 * line, and ends the answer if that holds a secret. Spelled words wait until their end is read.
 *
 * <p><b>Limits.</b> Only characters that stand alone, with the same separator; two at a time, or
 * with signs between, pass.
 */
final class SpelledGuard implements Guard {

  /** So many characters alone in a row are no initials any more. */
  private static final int BEGINNING = 6;

  /** It looks again after so many further characters. */
  private static final int STEP = 4;

  /** Spelled characters that are kept: more than the longest key and the words before it. */
  private static final int LONGEST = 400;

  private final SensitiveScanner scanner;
  private final OwnWords own;
  private final StringBuilder said = new StringBuilder();

  /** What stands between characters; 0 before the first two. */
  private char separator;

  private int blanks;
  private int wordLength;
  private int looked;
  private String found;

  /**
   * @param scanner knows the kinds that must not leave
   * @param own what the learner wrote himself may be spelled for him
   */
  SpelledGuard(SensitiveScanner scanner, OwnWords own) {
    this.scanner = scanner;
    this.own = own;
  }

  @Override
  public void read(CharSequence piece) {
    for (int i = 0; i < piece.length() && found == null; i++) {
      char c = piece.charAt(i);
      if (Character.isWhitespace(c)) {
        blank(c);
      } else {
        character(c);
      }
    }
  }

  private void blank(char c) {
    wordLength = 0;
    if (said.isEmpty()) {
      return;
    }
    if (separator == 0) {
      separator = c;
    }
    if (c == separator) {
      blanks++;
    } else if (c == '\n') {
      // a line of characters between blanks has ended
      said.append(c);
      blanks = 0;
    }
  }

  private void character(char c) {
    wordLength++;
    if (wordLength == 2) {
      said.setLength(Math.max(0, said.length() - 1));
      over();
    }
    if (wordLength > 1) {
      return;
    }
    if (blanks > 1) {
      said.append(' ');
    }
    blanks = 0;
    said.append(c);
    if (said.length() - looked >= STEP) {
      look();
    }
  }

  /** Words that are written as usual follow. */
  private void over() {
    look();
    said.setLength(0);
    separator = 0;
    blanks = 0;
    looked = 0;
  }

  private void look() {
    if (said.length() >= BEGINNING) {
      for (SensitiveSpan span : scanner.scan(said.toString())) {
        String value = said.substring(span.start(), Math.min(span.end(), said.length()));
        if (EncodedDetector.DISTINCT.contains(span.kind()) && !own.hold(value)) {
          found = span.kind().code();
        }
      }
    }
    if (said.length() > LONGEST) {
      said.delete(0, said.length() - LONGEST / 2);
    }
    looked = said.length();
  }

  @Override
  public void end() {
    look();
  }

  @Override
  public String stop() {
    return found;
  }

  @Override
  public boolean isSuspicious() {
    return said.length() >= BEGINNING;
  }

  /** A token of 140 characters and the words before it, spelled. */
  @Override
  public int longestWait() {
    return LONGEST;
  }
}
