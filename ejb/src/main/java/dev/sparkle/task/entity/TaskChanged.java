package dev.sparkle.task.entity;

import java.util.UUID;

/**
 * A CDI event: a task of an account changed, on whichever node. It is a hint to look again, may
 * come late or not at all, and is fired only for tasks that have an account.
 */
public record TaskChanged(UUID task, UUID account, TaskState state, double progress) {}
