package dev.sparkle.safety.control.input;

import java.lang.Character.UnicodeScript;

/**
 * Goes through a text once and tells its n-grams as hashed numbers: of words that are written with
 * blanks, each word, pairs of words (also over one between) and the pieces of 2 to 5 letters with
 * the word's edges; of Chinese and Japanese, the runs of 1 to 4 characters. Case, digits' values
 * and punctuation do not count. Linear in time; a word's pieces end after {@value #LONGEST_WORD}
 * letters, so that no trick with endless words costs more.
 */
final class NgramWalk {

  /** Where the n-grams of a text go, in the order of the text. */
  interface Visitor {

    /** An n-gram that ends in the current token. */
    void ngram(int bucket);

    /**
     * The current token is over; all its n-grams were told.
     *
     * @param ideograph true for a character of Chinese or Japanese, false for a word
     */
    void token(boolean ideograph);

    /** A sentence is over; told perhaps more than once, and perhaps before any token. */
    void sentence();
  }

  /** Buckets: enough that the few hundred thousand n-grams of a corpus rarely share one. */
  static final int BITS = 18;

  static final int BUCKETS = 1 << BITS;

  private static final int SHORTEST_PIECE = 2;
  private static final int LONGEST_PIECE = 5;
  private static final int LONGEST_RUN = 4;
  private static final int LONGEST_WORD = 32;

  private static final int PIECE = 0x2C1B3C6D;
  private static final int WORD = 0x297A2D39;
  private static final int PAIR = 0x5F356495;
  private static final int WIDE_PAIR = 0x1B873593;
  private static final int RUN = 0x0E6546B6;

  private final Visitor visitor;
  private final int[] word = new int[LONGEST_WORD + 2];
  private int letters;
  private final int[] run = new int[LONGEST_RUN];
  private int runLength;
  private int previous;
  private int beforePrevious;

  private NgramWalk(Visitor visitor) {
    this.visitor = visitor;
    word[0] = ' ';
  }

  static void over(CharSequence text, Visitor visitor) {
    new NgramWalk(visitor).go(text);
  }

  private void go(CharSequence text) {
    int at = 0;
    while (at < text.length()) {
      int character = Character.codePointAt(text, at);
      at += Character.charCount(character);
      take(character);
    }
    endWord();
  }

  private void take(int character) {
    if (character < 128 ? isAsciiWord(character) : isWord(character)) {
      if (character >= 0x2E80 && isWithoutBlanks(character)) {
        endWord();
        ideograph(character);
        return;
      }
      runLength = 0;
      if (letters < LONGEST_WORD) {
        word[++letters] = Character.isDigit(character) ? '0' : Character.toLowerCase(character);
      }
    } else if (character != '\'' && character != '’') {
      endWord();
      runLength = 0;
      if (isSentenceEnd(character)) {
        visitor.sentence();
      }
    }
  }

  private void endWord() {
    if (letters == 0) {
      return;
    }
    word[letters + 1] = ' ';
    int length = letters + 2;
    int whole = WORD;
    for (int from = 0; from < length; from++) {
      int hash = PIECE;
      int to = Math.min(length, from + LONGEST_PIECE);
      for (int at = from; at < to; at++) {
        hash = (hash ^ word[at]) * 0x01000193;
        if (at - from >= SHORTEST_PIECE - 1) {
          visitor.ngram(bucket(hash));
        }
      }
      whole = (whole ^ word[from]) * 0x01000193;
    }
    letters = 0;
    token(whole, false);
  }

  private void ideograph(int character) {
    if (runLength == LONGEST_RUN) {
      System.arraycopy(run, 1, run, 0, --runLength);
    }
    run[runLength++] = character;
    int hash = RUN;
    for (int at = runLength - 1; at >= 0; at--) {
      hash = (hash ^ run[at]) * 0x01000193;
      if (at < runLength - 1) {
        visitor.ngram(bucket(hash));
      }
    }
    token((RUN ^ character) * 0x01000193, true);
  }

  private void token(int hash, boolean ideograph) {
    visitor.ngram(bucket(hash));
    if (previous != 0) {
      visitor.ngram(bucket((hash ^ previous * 31) * PAIR));
    }
    if (beforePrevious != 0) {
      visitor.ngram(bucket((hash ^ beforePrevious * 31) * WIDE_PAIR));
    }
    beforePrevious = previous;
    previous = hash;
    visitor.token(ideograph);
  }

  /** The upper bits of a mixed hash (the finaliser of MurmurHash3). */
  private static int bucket(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return mixed >>> 32 - BITS;
  }

  private static boolean isAsciiWord(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9';
  }

  private static boolean isWord(int character) {
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.NON_SPACING_MARK;
  }

  private static boolean isWithoutBlanks(int character) {
    if (character >= 0x4E00 && character <= 0x9FFF) {
      return true;
    }
    UnicodeScript script = UnicodeScript.of(character);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }

  private static boolean isSentenceEnd(int character) {
    return switch (character) {
      case '.', '!', '?', ';', '\n', '。', '！', '？', '；', '…' -> true;
      default -> false;
    };
  }
}
