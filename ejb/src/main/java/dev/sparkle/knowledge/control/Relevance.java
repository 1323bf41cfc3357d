package dev.sparkle.knowledge.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells how well the candidates of one question fit it: by nearness in meaning, and by the share of
 * the question's words that they have, of which rare ones count more. Measured, this ranks better
 * than reciprocal ranks do (docs/retrieval.md).
 */
final class Relevance {

  /** What having all the words adds to a cosine; 0.3 to 0.6 rank about equally well. */
  private static final double WORDS = 0.4;

  /** How fast the score grows around even odds: 0.4 above them it is 0.92, 0.4 below 0.08. */
  private static final double STEEPNESS = 6;

  private final double evenOdds;
  private final Map<String, Double> weights = new HashMap<>();
  private final double total;

  /**
   * @param tokens the question's
   * @param candidates all that were found for it; words that many of them have count less
   * @param evenOdds see {@link Embedder#evenOdds}
   */
  Relevance(Set<String> tokens, Collection<Found> candidates, double evenOdds) {
    this.evenOdds = evenOdds;
    for (String token : tokens) {
      long having = candidates.stream().filter(each -> each.shared().contains(token)).count();
      // inverse document frequency, smoothed: a word that no candidate has weighs most
      weights.put(token, Math.log1p((candidates.size() + 0.5) / (having + 0.5)));
    }
    this.total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The weighted share of the question's words that the chunk has, 0 to 1. */
  double coverage(Found found) {
    double has =
        found.shared().stream().mapToDouble(token -> weights.getOrDefault(token, 0.0)).sum();
    return total == 0 ? 0 : has / total;
  }

  /** From 0 to 1; about how likely it is that the chunk has to do with the question. */
  double score(Found found) {
    double raw = found.similarity() + WORDS * coverage(found);
    return 1 / (1 + Math.exp(-STEEPNESS * (raw - evenOdds)));
  }
}
