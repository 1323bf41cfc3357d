package dev.sparkle.knowledge.control;

import java.util.Collection;

/** Judges whether a chunk that a search brought has to do with the question at all. */
final class Relevance {

  private final double minimumSimilarity;

  /**
   * @param minimumSimilarity cosine from which meaning alone is enough
   */
  Relevance(double minimumSimilarity) {
    this.minimumSimilarity = minimumSimilarity;
  }

  /** True if it may be shown as a source. */
  boolean accepts(Found found, Collection<String> tokens) {
    return found.similarity() >= minimumSimilarity || coverage(found, tokens) >= 0.5;
  }

  /** Relevance from 0 to 1. */
  double score(Found found, Collection<String> tokens) {
    double score = 0.7 * Math.max(0, found.similarity()) + 0.3 * coverage(found, tokens);
    return Math.min(1, score);
  }

  /** The share of the question's tokens that the chunk has. */
  static double coverage(Found found, Collection<String> tokens) {
    return tokens.isEmpty() ? 0 : (double) found.shared().size() / tokens.size();
  }
}
