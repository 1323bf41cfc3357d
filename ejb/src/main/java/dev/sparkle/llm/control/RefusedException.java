package dev.sparkle.llm.control;

import dev.langchain4j.exception.HttpException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upstream answered with a status that is no success. Keeps from its body only the error's code
 * word, never the text, which may quote the prompt or the key.
 */
final class RefusedException extends HttpException {

  private static final long serialVersionUID = 1L;

  /** Who asks for a longer break than a day is broken. */
  private static final Duration LONGEST_BREAK = Duration.ofDays(1);

  private static final Pattern CODE =
      Pattern.compile("\"(?:code|type)\"\\s*:\\s*\"([A-Za-z0-9_.-]{1,64})\"");

  private final Long retryAfterMs;

  private RefusedException(int status, String word, Long retryAfterMs) {
    super(status, "status " + status + word);
    this.retryAfterMs = retryAfterMs;
  }

  /**
   * What an answer says.
   *
   * @param retryAfter the header: seconds or an HTTP date
   * @param body its first bytes
   */
  static RefusedException of(int status, Optional<String> retryAfter, String body, Clock clock) {
    Matcher code = CODE.matcher(body);
    String word = code.find() ? ", " + code.group(1) : "";
    Long wait = retryAfter.flatMap(value -> wait(value.strip(), clock)).orElse(null);
    return new RefusedException(status, word, wait);
  }

  /** When to come back, in milliseconds; null if the upstream did not say. */
  Long retryAfterMs() {
    return retryAfterMs;
  }

  private static Optional<Long> wait(String value, Clock clock) {
    try {
      Duration wait =
          value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
      return wait.isNegative() || wait.compareTo(LONGEST_BREAK) > 0
          ? Optional.empty()
          : Optional.of(wait.toMillis());
    } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }
}
