package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/** Whether a word looks like something that somebody chose so that nobody guesses it. */
final class Secrecy {

  /** Names of algorithms and versions, and numbers with a unit or a percent sign. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "[A-Z]{2,}-?\\d{1,4}(?:-\\d+)?|(?i:pbkdf2|bcrypt|argon2(?:id|i|d)?|scrypt|base64|utf-?8|oauth2?"
              + "|sha-?\\d+|md5|ipv[46]|python\\d|web\\d|[\\d.,]+%?|[\\d.]+[a-z]{1,3}|\\d+(?:st|nd|rd|th)"
              + "|[\\d.]+[-–~][\\d.]+[a-z]*)");

  private static final Pattern CODE =
      Pattern.compile(".*[A-Za-z)\\]]\\(.*|.*\\).*\\(.*|.*\\w\\[.*|https?:.*|.*&&.*|/.*|.*[=;].+");

  private Secrecy() {}

  /** Letters with digits or signs, five places or more, and no name, number or code. */
  static boolean isStrong(String value) {
    boolean letter = value.chars().anyMatch(Character::isLetter);
    boolean digit = value.chars().anyMatch(Character::isDigit);
    boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+~?".indexOf(c) >= 0);
    return value.length() >= 5
        && letter
        && (digit || sign)
        && !KNOWN.matcher(value).matches()
        && !CODE.matcher(value).matches()
        && !Placeholders.matches(value);
  }
}
