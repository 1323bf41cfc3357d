package dev.sparkle.task.entity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a task.
 *
 * @param attempt how many attempts have begun
 * @param progress 0 to 1, as its handler told last
 * @param runAt when it may start, or was due
 * @param payload JSON
 * @param result JSON; there once it succeeded with one
 * @param error of the last attempt that failed, or why it is dead
 * @param startedAt of the last attempt
 * @param node the worker of the last attempt
 */
public record Task(
    UUID id,
    String type,
    String queue,
    Priority priority,
    TaskState state,
    int attempt,
    int maxAttempts,
    double progress,
    String payload,
    Optional<String> result,
    Optional<String> error,
    Instant submittedAt,
    Instant runAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> node,
    Optional<UUID> account,
    Optional<UUID> batch,
    boolean cancelRequested) {}
