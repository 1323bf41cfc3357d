package dev.sparkle.task.control.engine;

import java.util.UUID;

/**
 * An attempt that succeeded.
 *
 * @param result JSON, or null
 */
record Done(UUID id, int attempt, String result) {}
