package dev.sparkle.safety.control.input;

/**
 * How rules and classifiers together become one score of 0 to 1, where 0.5 is the shipped
 * threshold.
 *
 * <p>Each alone can be enough: rules whose weights add up to 1, or a classifier from its own
 * threshold on. And together they can be enough where none is alone: then their log odds are
 * weighed and added. The weights were fitted ({@code ./sparkle safety fit}) to rows of sources that
 * no classifier was trained on; {@code docs/safety-input.md} tells the figures.
 *
 * @param constant the log odds of a text in which no rule spoke, with the classifiers undecided
 * @param rules for rules whose weights add up to 1
 * @param statistics for each unit of the n-grams' log odds
 * @param deep for each unit of the neural classifiers' log odds
 */
public record Combination(double constant, double rules, double statistics, double deep) {

  /** With the neural classifiers. */
  public static final Combination FULL = new Combination(1.65, 4, 1, 1.25);

  /** Without them. */
  public static final Combination CHEAP = new Combination(0, 3, 1.5, 0);

  /** No classifier is surer than this, in log odds. */
  private static final double SUREST = 6;

  /**
   * The score of all.
   *
   * @param ruleWeight the weights of the rules that spoke, added up
   * @param statisticsScore what the n-grams say
   * @param deepScore what the neural classifiers say
   */
  public double score(double ruleWeight, double statisticsScore, double deepScore) {
    return Math.max(
        alone(ruleWeight, statisticsScore, deepScore),
        share(together(ruleWeight, statisticsScore, deepScore)));
  }

  /** What the surest of the parts says by itself, 0 to 1. */
  public static double alone(double ruleWeight, double statisticsScore, double deepScore) {
    return Math.max(ofRules(ruleWeight), Math.max(statisticsScore, deepScore));
  }

  /** What the parts say together, in log odds. */
  public double together(double ruleWeight, double statisticsScore, double deepScore) {
    return constant
        + rules * Math.min(1, ruleWeight)
        + statistics * logOdds(statisticsScore)
        + deep * logOdds(deepScore);
  }

  /** Rules alone: a weight of 1 is 0.5, of 2 is 0.75, and so on. */
  static double ofRules(double weight) {
    return 1 - Math.pow(2, -weight);
  }

  /** A score that must be surer by so much, in log odds, to count as before. */
  public static double harder(double score, double shift) {
    return score == 0 ? 0 : share(logOdds(score) - shift);
  }

  private static double share(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static double logOdds(double score) {
    double odds = Math.log(score / (1 - score));
    return Math.max(-SUREST, Math.min(SUREST, odds));
  }
}
