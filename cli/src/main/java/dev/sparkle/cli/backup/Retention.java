package dev.sparkle.cli.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which backups stay: the last ones, and of so many days, weeks and months the last one each. What
 * any of the four wants stays. Of each database so many. Days are those of UTC, weeks ISO's; those
 * without a backup do not count.
 *
 * @param last 1 or more: the newest always stays
 */
record Retention(int last, int daily, int weekly, int monthly) {

  Retention {
    if (last < 1 || daily < 0 || weekly < 0 || monthly < 0) {
      throw new IllegalArgumentException("at least one backup stays");
    }
  }

  /**
   * Those that go, of these. The backups of each database count for themselves: however many there
   * are of another one, which somebody may have named by mistake, they remove none of the first.
   */
  <T> List<T> tooOld(List<T> backups, Function<T, Instant> takenAt, Function<T, String> database) {
    return backups.stream()
        .collect(Collectors.groupingBy(database, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(ofOne -> tooOld(ofOne, takenAt).stream())
        .toList();
  }

  /** Those that go, of these, which are of one database. */
  <T> List<T> tooOld(List<T> backups, Function<T, Instant> takenAt) {
    List<T> newestFirst =
        backups.stream().sorted(Comparator.comparing(takenAt).reversed()).toList();
    Set<T> stay = new HashSet<>(newestFirst.subList(0, Math.min(last, newestFirst.size())));
    keep(newestFirst, daily, takenAt.andThen(Retention::day), stay);
    keep(newestFirst, weekly, takenAt.andThen(Retention::week), stay);
    keep(newestFirst, monthly, takenAt.andThen(at -> day(at).substring(0, 7)), stay);
    return newestFirst.stream().filter(each -> !stay.contains(each)).toList();
  }

  private static <T> void keep(
      List<T> newestFirst, int number, Function<T, String> period, Set<T> stay) {
    Set<String> seen = new HashSet<>();
    for (T each : newestFirst) {
      if (seen.size() < number && seen.add(period.apply(each))) {
        stay.add(each);
      }
    }
  }

  private static LocalDate date(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String day(Instant at) {
    return date(at).toString();
  }

  private static String week(Instant at) {
    LocalDate date = date(at);
    return date.get(IsoFields.WEEK_BASED_YEAR) + "-" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }
}
