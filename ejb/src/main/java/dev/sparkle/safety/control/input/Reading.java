package dev.sparkle.safety.control.input;

import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.entity.Family;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A view and what was found in it.
 *
 * @param hits of rules
 * @param statistics of the n-grams
 */
public record Reading(View view, List<RuleHit> hits, Scores statistics) {

  /** What a rule finds in words that were hidden counts more: honest words need no hiding. */
  private static final double HIDDEN = 1.5;

  public Reading {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(statistics, "statistics");
    hits = List.copyOf(hits);
  }

  /** The weights of the rules that found an attack on the model, added up; 1 is enough. */
  public double manipulationWeight() {
    return weight(hit -> hit.family() != Family.HARMFUL_REQUEST);
  }

  /** Likewise of those that found a request for help with harm. */
  public double harmWeight() {
    return weight(hit -> hit.family() == Family.HARMFUL_REQUEST);
  }

  private double weight(Predicate<RuleHit> counts) {
    double sum = hits.stream().filter(counts).mapToDouble(RuleHit::weight).sum();
    return view.isPlain() ? sum : sum * HIDDEN;
  }
}
