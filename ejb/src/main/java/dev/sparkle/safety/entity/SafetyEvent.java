package dev.sparkle.safety.entity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something that a layer refused or changed, or would have in shadow mode.
 *
 * @param chain with {@code seq} the audit record that tells of it
 * @param account a pseudonym; null: it was about material
 * @param score 0 to 1; null: the decision has none
 * @param mark what a person thinks of it; null: nobody has looked
 */
public record SafetyEvent(
    String chain,
    long seq,
    Instant at,
    String severity,
    String account,
    UUID generation,
    String layer,
    String decision,
    String reason,
    Double score,
    List<String> rules,
    Mark mark) {

  public SafetyEvent {
    rules = List.copyOf(rules);
  }

  /**
   * What a person thinks of a verdict.
   *
   * @param falseAlarm whether it should not have been
   * @param hasExample whether an example was written for the evaluation set
   */
  public record Mark(boolean falseAlarm, boolean hasExample, UUID markedBy, Instant markedAt) {}
}
