package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.UUID;

/** A logger whose level an operator has changed, for all nodes. */
public record ChangedLevel(String logger, LogLevel level, UUID changedBy, Instant changedAt) {}
