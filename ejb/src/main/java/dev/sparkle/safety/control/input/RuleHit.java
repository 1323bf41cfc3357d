package dev.sparkle.safety.control.input;

import dev.sparkle.safety.entity.Family;
import java.util.Objects;

/**
 * A rule that found something.
 *
 * @param rule the rule's id
 * @param family what kind of attack it finds
 * @param weight 0 to 1: 1 is enough to refuse a text, less only counts beside other evidence
 * @param start where in the view's text, inclusive
 * @param end where in the view's text, exclusive
 */
public record RuleHit(String rule, Family family, double weight, int start, int end) {

  public RuleHit {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(family, "family");
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("a weight lies between 0 and 1, not at " + weight);
    }
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no such place: " + start + " to " + end);
    }
  }
}
