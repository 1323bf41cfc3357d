package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * An answer that is on its way.
 *
 * @param account a pseudonym; null: the account has none yet
 * @param stopping whether the learner has asked for its end
 */
public record AnswerUnderWay(
    UUID generation, String node, Instant startedAt, String account, boolean stopping) {}
