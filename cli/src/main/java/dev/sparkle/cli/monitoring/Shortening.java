package dev.sparkle.cli.monitoring;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes alert rules impatient, so that a drill need not wait for hours: what must last ({@code
 * for}) lasts ten seconds at most, and each window and offset above a minute becomes a tenth of
 * itself, a minute at least. Thresholds stay as they are.
 */
public final class Shortening {

  static final Duration LONGEST_FOR = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Pattern FOR = Pattern.compile("(?m)^(\\s+for: )(\\d+)([smhd])$");
  private static final Pattern WINDOW = Pattern.compile("(\\[|offset )(\\d+)([smhd])");

  private Shortening() {}

  /** The rules with shorter times. */
  public static String of(String rules) {
    String patient = replace(FOR, rules, time -> min(time, LONGEST_FOR));
    return replace(
        WINDOW,
        patient,
        time ->
            time.compareTo(SHORTEST_WINDOW) <= 0 ? time : max(time.dividedBy(10), SHORTEST_WINDOW));
  }

  private static String replace(Pattern pattern, String text, UnaryOperator<Duration> change) {
    return pattern
        .matcher(text)
        .replaceAll(found -> found.group(1) + change.apply(duration(found)).toSeconds() + "s");
  }

  private static Duration duration(MatchResult found) {
    return Duration.parse(
        switch (found.group(3)) {
          case "d" -> "P" + found.group(2) + "D";
          default -> "PT" + found.group(2) + found.group(3).toUpperCase(java.util.Locale.ROOT);
        });
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
