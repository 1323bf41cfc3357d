package dev.sparkle.cli.safety;

import java.util.List;
import java.util.Map;

/**
 * A row and what was said of it.
 *
 * @param flagged by each method that was asked
 * @param evidence what it stands on
 * @param nanos what the verdict of the whole took, on one thread
 * @param cheapNanos of that, views, rules and n-grams
 */
record Judged(
    CorpusRow row, Map<Method, Boolean> flagged, Evidences evidence, long nanos, long cheapNanos) {

  /**
   * What a verdict on input stands on.
   *
   * @param rules ids of the rules that spoke
   * @param score of the whole
   * @param ruleWeight the weights of the rules, added up
   * @param ngram what the n-grams say
   * @param neural what the neural classifiers say; 0 if they were not asked
   */
  record Evidences(
      List<String> rules, double score, double ruleWeight, double ngram, double neural) {

    static final Evidences NONE = new Evidences(List.of(), 0, 0, 0, 0);
  }
}
