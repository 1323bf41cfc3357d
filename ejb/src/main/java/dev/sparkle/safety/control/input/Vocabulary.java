package dev.sparkle.safety.control.input;

import java.util.HashSet;
import java.util.Set;

/** Common English words, looked up in a piece of text without making strings. */
final class Vocabulary {

  /** The longest word that is asked for. */
  static final int LONGEST = 20;

  /** The key of no letters. */
  static final long START = 0x9E3779B97F4A7C15L;

  private static final int SLOTS = 1 << 15;
  private static final long[] WORDS = new long[SLOTS];

  static {
    Set<String> words = new HashSet<>();
    for (String line : Lines.of("words-en.txt")) {
      words.addAll(Set.of(line.split(" ")));
    }
    for (String word : words) {
      long key = START;
      for (int i = 0; i < word.length(); i++) {
        key = next(key, word.charAt(i));
      }
      WORDS[slot(key)] = key;
    }
  }

  private Vocabulary() {}

  /** The key of the letters so far and one more, which may be small or capital. */
  static long next(long key, char letter) {
    long mixed = (key ^ (letter | 0x20)) * 0xD6E8FEB86659FD93L;
    return mixed ^ mixed >>> 32;
  }

  /** Whether the letters that made this key are a word. */
  static boolean knows(long key) {
    return WORDS[slot(key)] == key;
  }

  /** Whether a stretch of a text is a word; false if something else than a to z is in it. */
  static boolean knows(CharSequence text, int from, int to) {
    if (to <= from || to - from > LONGEST) {
      return false;
    }
    long key = START;
    for (int i = from; i < to; i++) {
      if (!isLetter(text.charAt(i))) {
        return false;
      }
      key = next(key, text.charAt(i));
    }
    return knows(key);
  }

  /** Whether a character is one of a to z, small or capital. */
  static boolean isLetter(char c) {
    int small = c | 0x20;
    return small >= 'a' && small <= 'z' && c < 0x80;
  }

  private static int slot(long key) {
    int slot = (int) (key >>> 20) & SLOTS - 1;
    while (WORDS[slot] != 0 && WORDS[slot] != key) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }
}
