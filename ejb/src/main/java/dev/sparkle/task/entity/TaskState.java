package dev.sparkle.task.entity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a task may become, in one table. The diagram is in docs/tasks.md; the table {@code task}
 * refuses the same moves in SQL.
 */
public enum TaskState {
  /** Waits for its time, or for the tasks that it follows. */
  SCHEDULED,
  /** May start. */
  QUEUED,
  /** An attempt runs on a worker. */
  RUNNING,
  /** An attempt failed; waits for its next one. */
  RETRYING,
  SUCCEEDED,
  /** Given up, with a reason; an operator may retry it. */
  DEAD,
  CANCELLED;

  /** Whether a task may go from this state to that one. */
  public boolean mayBecome(TaskState next) {
    return next().contains(next);
  }

  private Set<TaskState> next() {
    return switch (this) {
      case SCHEDULED -> EnumSet.of(QUEUED, DEAD, CANCELLED);
      case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
      // back to queued: handed back by a stopping node, or rescued from a dead one
      case RUNNING -> EnumSet.of(SUCCEEDED, RETRYING, QUEUED, DEAD, CANCELLED);
      case RETRYING -> EnumSet.of(QUEUED, CANCELLED);
      // by an operator's hand only
      case DEAD, CANCELLED -> EnumSet.of(QUEUED);
      case SUCCEEDED -> EnumSet.noneOf(TaskState.class);
    };
  }

  /** Whether the task is over, unless an operator takes it up again. */
  public boolean isEnd() {
    return this == SUCCEEDED || this == DEAD || this == CANCELLED;
  }

  /** The name in the database, in JSON and in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a {@link #label()}. */
  public static TaskState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
