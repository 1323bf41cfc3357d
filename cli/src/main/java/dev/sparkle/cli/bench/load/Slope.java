package dev.sparkle.cli.bench.load;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a series rises: Theil and Sen's slope (the middle of the slopes of all pairs), which one
 * stray sample does not move, and Mann and Kendall's test of whether there is a trend at all.
 *
 * <p>Samples that lie close in time resemble each other, which makes the test see trends too
 * easily; therefore whoever judges also asks how much the slope amounts to.
 *
 * @param perUnit of time, as the times were given
 * @param chance that a series without a trend rises or falls as clearly as this one, 0 to 1
 */
public record Slope(double perUnit, double chance) {

  /**
   * The slope of a series.
   *
   * @param times in rising order
   * @param values as many
   */
  public static Slope of(List<Double> times, List<Double> values) {
    int n = values.size();
    if (times.size() != n) {
      throw new IllegalArgumentException(times.size() + " times of " + n + " values");
    }
    if (n < 3) {
      return new Slope(0, 1);
    }
    double[] slopes = new double[n * (n - 1) / 2];
    long score = 0;
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double rise = values.get(j) - values.get(i);
        slopes[pair++] = rise / (times.get(j) - times.get(i));
        score += (long) Math.signum(rise);
      }
    }
    Arrays.sort(slopes);
    double middle =
        slopes.length % 2 == 1
            ? slopes[slopes.length / 2]
            : (slopes[slopes.length / 2 - 1] + slopes[slopes.length / 2]) / 2;
    return new Slope(middle, chance(score, n, ties(values)));
  }

  /** Of equal values, in groups: the variance is smaller by them. */
  private static double ties(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
    double sum = 0;
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double t = to - from;
      sum += t * (t - 1) * (2 * t + 5);
      from = to;
    }
    return sum;
  }

  private static double chance(long score, int n, double ties) {
    double variance = (n * (n - 1.0) * (2 * n + 5) - ties) / 18;
    if (variance <= 0) {
      return 1;
    }
    double z = (Math.abs(score) - 1) / Math.sqrt(variance);
    return score == 0 ? 1 : Math.min(1, 2 * (1 - normal(z)));
  }

  /** The normal distribution, by Abramowitz and Stegun 26.2.17; wrong by less than 1e-7. */
  static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z >= 0 ? 1 - tail : tail;
  }
}
