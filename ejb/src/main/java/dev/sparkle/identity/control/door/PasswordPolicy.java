package dev.sparkle.identity.control.door;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Optional;

/**
 * What a password must be: long enough, and not one that is tried first. The latter is judged by
 * zxcvbn (common passwords, names, words, keyboard runs, dates, repetitions, in its English
 * dictionaries), with the owner's own name and address among the words.
 *
 * <p><b>Limitation.</b> A common password of another language than English passes, if it is not in
 * the list of leaked ones.
 */
public final class PasswordPolicy {

  /** NIST SP 800-63B, section 5.1.1.2. */
  static final int SHORTEST = 8;

  /** Longer ones are allowed nowhere useful, and cost the judge time. */
  static final int LONGEST = 128;

  /** What is judged: its work grows faster than the text. */
  private static final int JUDGED = 64;

  /** zxcvbn's scale: 2 is from a million guesses on, which the door's locks make years. */
  private static final int ENOUGH = 2;

  private final Zxcvbn judge = new Zxcvbn();

  /**
   * Judges a password.
   *
   * @param known what whoever guesses would try: the owner's name and address
   * @return a sentence that says what to do; empty if it will do
   */
  public Optional<String> objection(String password, List<String> known) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("A password has between " + SHORTEST + " and " + LONGEST + " characters.");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("A password has no control characters.");
    }
    String judged = password.length() > JUDGED ? password.substring(0, JUDGED) : password;
    return judge.measure(judged, known).getScore() < ENOUGH
        ? Optional.of(
            "That password is among the first that are tried. Take a few unrelated words, or let a"
                + " password manager make one.")
        : Optional.empty();
  }
}
