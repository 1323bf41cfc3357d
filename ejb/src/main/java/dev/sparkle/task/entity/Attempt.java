package dev.sparkle.task.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of a task.
 *
 * @param number from 1
 * @param outcome {@code running}, {@code succeeded}, {@code failed}, {@code timed_out}, {@code
 *     crashed}, {@code cancelled}
 * @param node the worker
 * @param duration of the attempt; empty while it runs, and where a node died with it
 */
public record Attempt(
    int number,
    String outcome,
    String node,
    Instant startedAt,
    Optional<Duration> duration,
    Optional<String> error) {}
