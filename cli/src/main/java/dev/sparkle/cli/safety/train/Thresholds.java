package dev.sparkle.cli.safety.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The lowest thresholds that keep to the false alarms allowed. An encoder alone gets a part of what
 * the whole layer may take, since the parts' false alarms add up. Material does not count here: the
 * judge asks for more evidence there.
 */
final class Thresholds {

  /** Of ordinary texts and of school, at most so many may be taken for an attack. */
  private static final double ORDINARY = 0.002;

  /** Of what only looks like an attack. */
  private static final double HARD = 0.035;

  /** Ordinary texts taken for requests for harm. */
  private static final double ORDINARY_HARM = 0.002;

  private final List<Double> ordinary = new ArrayList<>();
  private final List<Double> hard = new ArrayList<>();

  /** Adds the score of a benign text. */
  void add(String category, double score) {
    if (category.equals("ordinary") || category.equals("education")) {
      ordinary.add(score);
    } else if (category.startsWith("hard_")) {
      hard.add(score);
    }
  }

  /** For attacks on the model. */
  double manipulation() {
    return higher(above(ordinary, ORDINARY), above(hard, HARD));
  }

  /** For requests for harm. */
  double harm() {
    return higher(above(ordinary, ORDINARY_HARM), above(hard, HARD));
  }

  private static double higher(double one, double other) {
    double higher = Math.max(one, other);
    return Double.isFinite(higher) ? higher : 0;
  }

  /** Between the highest that may pass and the lowest that may not; lowest if there are no rows. */
  private static double above(List<Double> scores, double share) {
    if (scores.isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int flagged = (int) Math.floor(sorted.length * share);
    double below = sorted[sorted.length - flagged - 1];
    return flagged == 0 ? below + 0.1 : (below + sorted[sorted.length - flagged]) / 2;
  }
}
