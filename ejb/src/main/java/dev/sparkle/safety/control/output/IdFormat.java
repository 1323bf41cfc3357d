package dev.sparkle.safety.control.output;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The number of a person in one country's register.
 *
 * @param shape what it looks like
 * @param check whether its check digit is right; it is given letters and digits alone, in capitals
 * @param named whether a word must say what it is, since the shape and the check digit are weak
 * @param words the words that say so
 */
record IdFormat(Pattern shape, Predicate<String> check, boolean named, Pattern words) {

  private static final String START = "(?<![\\p{Alnum}._-])";
  private static final String END = "(?![\\p{Alnum}_]|[-.]\\p{Alnum})";

  /** A number that its shape and check digit give away. */
  static IdFormat evident(String shape, Predicate<String> check) {
    return new IdFormat(pattern(shape), check, false, null);
  }

  /** A number that a word must name, at most forty characters before it or behind it. */
  static IdFormat named(String shape, String words, Predicate<String> check) {
    return new IdFormat(pattern(shape), check, true, Pattern.compile("(?iu)(?:" + words + ")"));
  }

  private static Pattern pattern(String shape) {
    return Pattern.compile(START + "(?:" + shape + ")" + END);
  }
}
