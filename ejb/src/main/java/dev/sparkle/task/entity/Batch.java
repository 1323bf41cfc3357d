package dev.sparkle.task.entity;

import java.util.List;
import java.util.UUID;

/**
 * Tasks that belong together, and the one that runs when all of them have ended.
 *
 * @param id by which they are listed
 */
public record Batch(UUID id, List<UUID> tasks, UUID completion) {}
