package dev.sparkle.cli.safety;

import dev.sparkle.safety.control.input.Combination;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Looks for the {@link Combination} that finds most, averaged over the categories of attacks, and
 * keeps to the false alarms allowed in each group of benign texts. Tries every combination of a
 * grid; for each, the constant is the highest that keeps to them.
 */
final class Fit {

  /** What is known of a text, before it is put together. */
  record Row(boolean attack, String category, double rules, double ngram, double neural) {

    double alone() {
      return Combination.alone(rules, ngram, neural);
    }
  }

  /**
   * A combination and what it reaches.
   *
   * @param detection mean over the categories of attacks, 0 to 1
   */
  record Found(Combination combination, double detection) {}

  private static final double[] RULES = {1.5, 2, 2.5, 3, 3.5, 4, 5, 6};
  private static final double[] NGRAM = {0, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2};
  private static final double[] NEURAL = {0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2};

  private final Map<String, List<Row>> attacks;
  private final Map<String, List<Row>> benign;
  private final Map<String, Double> allowed;

  /**
   * @param rows of sources that no classifier was trained on
   * @param allowed share of false alarms, 0 to 1, for the beginnings of benign categories
   */
  Fit(List<Row> rows, Map<String, Double> allowed) {
    this.allowed = Map.copyOf(allowed);
    this.attacks =
        rows.stream()
            .filter(Row::attack)
            .collect(Collectors.groupingBy(Row::category, TreeMap::new, Collectors.toList()));
    this.benign =
        rows.stream()
            .filter(row -> !row.attack() && limit(row.category()) < 1)
            .collect(
                Collectors.groupingBy(
                    row -> group(row.category()), TreeMap::new, Collectors.toList()));
  }

  /** The best of the grid. */
  Found best(boolean neural) {
    Found best = null;
    for (double rules : RULES) {
      for (double ngram : NGRAM) {
        for (double deep : neural ? NEURAL : new double[] {0}) {
          Combination shape = new Combination(0, rules, ngram, deep);
          Combination whole = new Combination(constant(shape), rules, ngram, deep);
          double detection = detection(whole);
          if (best == null || detection > best.detection) {
            best = new Found(whole, detection);
          }
        }
      }
    }
    return best;
  }

  /** Share of each category of attacks that a combination finds. */
  Map<String, Double> found(Combination combination) {
    return shares(attacks, combination);
  }

  /** Share of each group of benign texts that it takes for attacks. */
  Map<String, Double> alarms(Combination combination) {
    return shares(benign, combination);
  }

  private static Map<String, Double> shares(Map<String, List<Row>> groups, Combination whole) {
    Map<String, Double> shares = new TreeMap<>();
    groups.forEach((name, rows) -> shares.put(name, share(rows, whole)));
    return shares;
  }

  private double detection(Combination whole) {
    return attacks.values().stream().mapToDouble(rows -> share(rows, whole)).average().orElse(0);
  }

  private static double share(List<Row> rows, Combination whole) {
    return rows.stream()
            .filter(row -> whole.score(row.rules(), row.ngram(), row.neural()) >= 0.5)
            .count()
        / (double) rows.size();
  }

  /** The highest constant that keeps to every limit. */
  private double constant(Combination shape) {
    double highest = 6;
    for (Map.Entry<String, List<Row>> group : benign.entrySet()) {
      List<Row> rows = group.getValue();
      DoublePredicate enough = score -> score >= 0.5;
      long alone = rows.stream().filter(row -> enough.test(row.alone())).count();
      double[] others =
          rows.stream()
              .filter(row -> !enough.test(row.alone()))
              .mapToDouble(row -> shape.together(row.rules(), row.ngram(), row.neural()))
              .sorted()
              .toArray();
      int room = (int) Math.max(0, Math.floor(rows.size() * limit(group.getKey())) - alone);
      if (room < others.length) {
        double firstOut = others[others.length - 1 - room];
        highest = Math.min(highest, -firstOut - 0.05);
      }
    }
    return Math.round(highest * 20) / 20.0;
  }

  private String group(String category) {
    return allowed.keySet().stream().filter(category::startsWith).findFirst().orElse(category);
  }

  private double limit(String category) {
    return Arrays.stream(allowed.keySet().toArray(String[]::new))
        .filter(category::startsWith)
        .findFirst()
        .map(allowed::get)
        .orElse(1.0);
  }
}
