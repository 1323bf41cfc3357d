package dev.sparkle.knowledge.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): makes one ranking of several
 * whose scores cannot be compared.
 */
final class RankFusion {

  /** The paper's constant: how little a first place counts more than a second. */
  private static final int K = 60;

  private RankFusion() {}

  /** The union of the rankings, best first; equals keep the order in which they appear. */
  static <T> List<T> fuse(Collection<List<T>> rankings) {
    Map<T, Double> scores = new LinkedHashMap<>();
    for (List<T> ranking : rankings) {
      for (int rank = 0; rank < ranking.size(); rank++) {
        scores.merge(ranking.get(rank), 1.0 / (K + rank + 1), Double::sum);
      }
    }
    return scores.entrySet().stream()
        .sorted(Map.Entry.<T, Double>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
