package dev.sparkle.cli.logs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines are wanted: those that have all the ids, are trouble if only that is wanted, and are
 * not older.
 *
 * @param ids by their name in the log; empty: any
 * @param since null: from the beginning
 */
record LogFilter(Map<String, String> ids, boolean onlyTrouble, Instant since) {

  private static final Pattern AGO = Pattern.compile("(\\d{1,9})\\s*([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  LogFilter {
    ids = Map.copyOf(new TreeMap<>(ids));
  }

  /** Whether everything is wanted. */
  boolean isOpen() {
    return ids.isEmpty() && !onlyTrouble && since == null;
  }

  boolean wants(LogEntry entry) {
    return (since == null || entry.at() != null && !entry.at().isBefore(since))
        && (!onlyTrouble || entry.isTrouble())
        && ids.entrySet().stream()
            .allMatch(id -> entry.id(id.getKey()).filter(id.getValue()::equals).isPresent());
  }

  /**
   * Reads a point in time: {@code 90s}, {@code 5m}, {@code 2h}, {@code 3d} ago, or an instant such
   * as {@code 2026-11-26T03:00:00Z}.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  static Instant since(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(UNITS.get(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException neither) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time. Use 90s, 5m, 2h or 3d (ago), or an instant such as"
              + " 2026-11-26T03:00:00Z.",
          neither);
    }
  }
}
