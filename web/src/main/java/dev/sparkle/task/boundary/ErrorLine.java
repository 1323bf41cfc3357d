package dev.sparkle.task.boundary;

import java.util.regex.Pattern;

/**
 * What an owner reads of an error: its first line, without the name of an exception. Pure.
 *
 * <p>It does not hide what the message itself tells; a handler words what its learners read.
 */
final class ErrorLine {

  private static final int LONGEST = 300;

  private static final Pattern EXCEPTION = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: (?=\\S)");

  private ErrorLine() {}

  static String of(String error) {
    String first = error.lines().findFirst().orElse("").strip();
    String words = EXCEPTION.matcher(first).replaceFirst("");
    return words.length() > LONGEST ? words.substring(0, LONGEST - 1) + "…" : words;
  }
}
