package dev.sparkle.cli.bench.load;

/**
 * What is still good.
 *
 * @param firstP95Ms the first words of 19 of 20 questions come within this
 * @param errorPercent no more of what was asked ends badly
 */
record Limit(double firstP95Ms, double errorPercent) {

  /** Whether it holds; where nothing was answered, it does not. */
  boolean holds(LoadTally.Counts counts) {
    return counts.first().count() > 0
        && counts.first().p95Ms() <= firstP95Ms
        && counts.errorPercent() <= errorPercent;
  }
}
