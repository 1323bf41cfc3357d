package dev.sparkle.task.entity;

import java.util.List;
import java.util.Optional;

/** Tasks, the newest first, and where the next page begins. */
public record TaskPage(List<Task> items, Optional<String> nextCursor) {}
