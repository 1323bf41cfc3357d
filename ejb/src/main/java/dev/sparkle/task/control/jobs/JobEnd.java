package dev.sparkle.task.control.jobs;

/**
 * A job that did all that there was to do.
 *
 * @param execution the last one's id, as Liberty shows it
 * @param exitStatus what the job says of its end; {@code COMPLETED} if nothing
 */
public record JobEnd(long execution, String exitStatus) {}
