package dev.sparkle.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Adds up how well questions were answered. */
final class RetrievalFigures {

  private int questions;
  private int found;
  private double reciprocalRanks;
  private int empty;

  /** Counts a question whose right places are known (none: it has no answer). */
  void add(Set<String> right, List<RetrievalTrial.Hit> hits) {
    questions++;
    empty += hits.isEmpty() ? 1 : 0;
    for (int rank = 0; rank < hits.size(); rank++) {
      if (right.contains(hits.get(rank).place())) {
        found++;
        reciprocalRanks += 1.0 / (rank + 1);
        return;
      }
    }
  }

  int questions() {
    return questions;
  }

  /** Share of the questions with a right passage among the first five. */
  double recall() {
    return questions == 0 ? 0 : (double) found / questions;
  }

  /** Mean reciprocal rank of the first right passage within the first five. */
  double meanReciprocalRank() {
    return questions == 0 ? 0 : reciprocalRanks / questions;
  }

  /** Share of the questions that got no passage at all. */
  double emptyShare() {
    return questions == 0 ? 0 : (double) empty / questions;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f / %.3f", recall(), meanReciprocalRank());
  }
}
