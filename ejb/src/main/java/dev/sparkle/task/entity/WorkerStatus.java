package dev.sparkle.task.entity;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a node that works on tasks.
 *
 * @param node its name
 * @param state {@code up}; {@code silent}: its lease is over and its tasks are being taken over;
 *     {@code ended}: it stopped, or was found dead
 * @param running tasks that it holds, those included that are claimed and about to start
 */
public record WorkerStatus(
    String node,
    String state,
    Instant since,
    Instant leaseUntil,
    Optional<Instant> endedAt,
    long running) {}
