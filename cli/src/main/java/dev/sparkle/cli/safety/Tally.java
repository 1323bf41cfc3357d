package dev.sparkle.cli.safety;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said of a group of rows, added up. */
final class Tally {

  private final List<Judged> rows;
  private final Map<Method, Integer> flagged = new EnumMap<>(Method.class);

  Tally(List<Judged> rows) {
    this.rows = rows;
    for (Judged row : rows) {
      row.flagged().forEach((method, yes) -> flagged.merge(method, yes ? 1 : 0, Integer::sum));
    }
  }

  int rows() {
    return rows.size();
  }

  /** The group's label, category and language are those of any row. */
  CorpusRow sample() {
    return rows.get(0).row();
  }

  Map<Method, Integer> flagged() {
    return flagged;
  }

  /** By all parts together; or by the only one that was asked. */
  int flaggedByTheWhole() {
    return flagged.getOrDefault(Method.ALL, flagged.values().stream().findFirst().orElse(0));
  }

  double share(int count) {
    return (double) count / rows.size();
  }

  /**
   * The part that does best alone: finds most of what it should, or least of what it should not.
   */
  Optional<Method> bestAlone() {
    int sign = sample().label().isPositive() ? 1 : -1;
    return flagged.keySet().stream()
        .filter(method -> method != Method.ALL)
        .max((one, other) -> sign * Integer.compare(flagged.get(one), flagged.get(other)));
  }

  /** So many of a hundred verdicts took no longer, in ms. */
  double milliseconds(int percent) {
    return at(percent, rows.stream().mapToLong(Judged::nanos).toArray());
  }

  /** Likewise, of the cheap part. */
  double cheapMilliseconds(int percent) {
    return at(percent, rows.stream().mapToLong(Judged::cheapNanos).toArray());
  }

  private static double at(int percent, long[] nanos) {
    Arrays.sort(nanos);
    int index = Math.max(0, (int) Math.ceil(nanos.length * percent / 100.0) - 1);
    return nanos[index] / 1e6;
  }
}
