package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/**
 * A stretch of an answer that is about to be decided, with the little around it that helps to tell
 * what a number is.
 *
 * @param text context, open part, and what is known behind it
 * @param from where the open part begins
 * @param to where the open part ends
 */
record Window(String text, int from, int to) {

  /** How much decided text is kept before the open part, in characters: a long clause. */
  static final int CONTEXT = 120;

  /** Up to so many characters of the same sentence before a place. */
  String before(int place, int characters) {
    return text.substring(Math.max(0, place - characters), place);
  }

  /** Up to so many characters behind a place. */
  String after(int place, int characters) {
    return text.substring(place, Math.min(text.length(), place + characters));
  }

  /** Whether the words shortly before or behind a place fit. */
  boolean near(Pattern words, int start, int end, int characters) {
    return words.matcher(before(start, characters)).find()
        || words.matcher(after(end, characters)).find();
  }

  /** The character before a place; a blank if there is none. */
  char left(int place) {
    return place == 0 ? ' ' : text.charAt(place - 1);
  }

  /** The character at a place; a blank behind the end. */
  char right(int place) {
    return place < text.length() ? text.charAt(place) : ' ';
  }

  /** Whether a value that begins there is still to be decided. */
  boolean isOpen(int place) {
    return place >= from && place < to;
  }

  /** Whether the open part holds that character. */
  boolean holds(char wanted) {
    int at = text.indexOf(wanted, from);
    return at >= 0 && at < to;
  }

  /** Digits of the open part. */
  int digits() {
    int count = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        count++;
      }
    }
    return count;
  }
}
