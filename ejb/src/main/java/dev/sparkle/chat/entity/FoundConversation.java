package dev.sparkle.chat.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * A conversation that a search has found.
 *
 * @param excerpt of the first message that has all words; null if only the title has them
 */
public record FoundConversation(UUID id, String title, Instant updatedAt, String excerpt) {}
