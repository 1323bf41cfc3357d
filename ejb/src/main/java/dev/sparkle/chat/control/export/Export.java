package dev.sparkle.chat.control.export;

import java.time.Instant;
import java.util.UUID;

/**
 * A copy of an account's data.
 *
 * @param task that makes it
 * @param ready whether it can be fetched
 * @param bytes of the ZIP, as far as it is made
 */
public record Export(
    UUID id, UUID task, Instant createdAt, Instant expiresAt, boolean ready, long bytes) {}
