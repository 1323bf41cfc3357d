package dev.sparkle.cli.tune;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured at some sizes; more is better.
 *
 * @param points by size; at least one
 */
public record Curve(SortedMap<Integer, Double> points) {

  public Curve {
    points = new TreeMap<>(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a curve has a point");
    }
  }

  /** The largest value. */
  public double best() {
    return points.values().stream().mapToDouble(each -> each).max().orElseThrow();
  }

  /**
   * The smallest size that gives at least that share of the best: what is beyond costs more and
   * gives next to nothing.
   *
   * @param share 0 to 1
   */
  public int enough(double share) {
    double wanted = share * best();
    return points.entrySet().stream()
        .filter(each -> each.getValue() >= wanted)
        .mapToInt(Map.Entry::getKey)
        .min()
        .orElseThrow();
  }

  /** The value at a size that was measured. */
  public double at(int size) {
    return points.get(size);
  }
}
