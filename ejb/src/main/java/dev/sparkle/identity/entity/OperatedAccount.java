package dev.sparkle.identity.entity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An account, as operators see it.
 *
 * @param email null: it has none
 * @param guardsAll whether, as a guardian, it looks after everybody
 * @param disabledAt null: it is not
 */
public record OperatedAccount(
    UUID id,
    String displayName,
    String email,
    Set<Role> roles,
    boolean guardsAll,
    Instant createdAt,
    Instant disabledAt) {}
