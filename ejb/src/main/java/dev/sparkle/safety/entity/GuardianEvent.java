package dev.sparkle.safety.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * Something severe that a person in charge should see. It holds no words of the learner.
 *
 * @param kind a stable code, e.g. {@code self_harm}
 * @param account whose it is
 * @param displayName as others see the account
 * @param generation the answer that it belongs to; null: none
 * @param at when it happened first
 * @param times how often, until somebody looked at it
 * @param lastAt when it happened last
 * @param acknowledgedAt when somebody looked at it; null: nobody has
 * @param acknowledgedBy who; null: nobody has, or he is gone
 */
public record GuardianEvent(
    UUID id,
    String kind,
    UUID account,
    String displayName,
    UUID generation,
    Instant at,
    int times,
    Instant lastAt,
    Instant acknowledgedAt,
    UUID acknowledgedBy) {}
