package dev.sparkle.task.entity;

/**
 * What became of many tasks that were cancelled.
 *
 * @param cancelled they will not run any more
 * @param asked they run, and were asked to stop
 */
public record Cancelled(int cancelled, int asked) {}
