package dev.sparkle.safety.entity;

import java.util.List;

/**
 * What the layers decided within a time.
 *
 * @param questions that came
 * @param reasons by layer and reason, the most frequent first
 * @param rules of layer 1, the most frequent first
 */
public record SafetyCounts(long questions, List<Reason> reasons, List<Rule> rules) {

  public SafetyCounts {
    reasons = List.copyOf(reasons);
    rules = List.copyOf(rules);
  }

  /**
   * How often for a reason.
   *
   * @param done refused or changed
   * @param shadow would have been
   * @param falseAlarms of both, marked so
   * @param marked of both, looked at
   */
  public record Reason(
      String layer, String reason, long done, long shadow, long falseAlarms, long marked) {}

  /** How often a rule spoke in such a decision. */
  public record Rule(String rule, long done, long shadow, long falseAlarms, long marked) {}
}
