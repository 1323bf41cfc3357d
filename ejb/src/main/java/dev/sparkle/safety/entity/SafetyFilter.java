package dev.sparkle.safety.entity;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are meant; what is empty allows all.
 *
 * @param shadow true: only what shadow mode would have done; false: only what was done
 * @param rule spoke
 * @param marked true: only those that somebody has looked at; false: only the others
 */
public record SafetyFilter(
    Optional<String> layer,
    Optional<String> reason,
    Optional<String> rule,
    Optional<Boolean> shadow,
    Optional<Boolean> marked,
    Optional<Instant> since) {}
