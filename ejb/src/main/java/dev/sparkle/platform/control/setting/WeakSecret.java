package dev.sparkle.platform.control.setting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Secrets that are none. <b>Limitations.</b> It knows placeholders, short ones and such of few
 * different characters; it cannot know that one was used elsewhere or published.
 */
final class WeakSecret {

  /** Below it is guessed, however it is made up. */
  private static final int SHORTEST = 12;

  private static final int FEWEST_DIFFERENT = 5;

  private static final List<String> PLACEHOLDERS =
      List.of(
          "changeme",
          "change-me",
          "change_me",
          "changeit",
          "password",
          "passw0rd",
          "secret",
          "example",
          "placeholder",
          "replace",
          "todo",
          "default",
          "qwerty",
          "letmein",
          "123456",
          "sparkle",
          "your-",
          "your_",
          "xxxx",
          "dummy",
          "fixme",
          "liberty",
          "admin",
          "test");

  private WeakSecret() {}

  /** What is wrong with a secret of one's own; empty: nothing that one could see. */
  static Optional<String> own(String value) {
    Optional<String> placeholder = placeholder(value);
    if (placeholder.isPresent()) {
      return placeholder;
    }
    if (value.length() < SHORTEST) {
      return Optional.of("has fewer than " + SHORTEST + " characters");
    }
    return value.chars().distinct().count() < FEWEST_DIFFERENT
        ? Optional.of("is made of few different characters")
        : Optional.empty();
  }

  /** What is wrong with one that somebody else gave out, whose length is his choice. */
  static Optional<String> placeholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    // a long random text may hold a short word by chance
    return PLACEHOLDERS.stream().anyMatch(word -> lower.contains(word) && lower.length() < 24)
            || lower.matches("<.*>|\\$\\{.*}|\\*+")
        ? Optional.of("is a placeholder or a common word")
        : Optional.empty();
  }
}
