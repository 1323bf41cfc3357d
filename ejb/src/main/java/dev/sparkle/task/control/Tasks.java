package dev.sparkle.task.control;

import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskPage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tasks that there are: reading, cancelling, retrying, purging. */
public class Tasks {

  public Optional<Task> find(UUID id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** As {@link #find(UUID)}; another account's task is not there. */
  public Optional<Task> find(UUID account, UUID id) {
    return find(id).filter(task -> task.account().equals(Optional.of(account)));
  }

  /**
   * A page of tasks, the newest first.
   *
   * @param cursor of the page before; empty for the first
   * @return empty if the cursor is none of ours
   */
  public Optional<TaskPage> list(TaskFilter filter, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException("not yet");
  }

  /** How many tasks the filter allows; stops at {@code QueueStatus.COUNTED}: so many, or more. */
  public long count(TaskFilter filter) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The attempts of a task, the first one first. */
  public List<Attempt> attempts(UUID id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** What waits is cancelled at once; what runs is asked to stop. */
  public Cancelling cancel(UUID id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** As {@link #cancel(UUID)}; another account's task is unknown. */
  public Cancelling cancel(UUID account, UUID id) {
    return find(account, id).isEmpty() ? Cancelling.UNKNOWN : cancel(id);
  }

  /** Takes a dead or cancelled task up again, with all its attempts. False: it is neither. */
  public boolean retry(UUID id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Takes up all dead tasks that the filter allows; its states do not matter. */
  public int retryAll(TaskFilter filter) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Removes what succeeded or was cancelled, and what is dead, longer ago than this. */
  public int purge(Duration succeeded, Duration dead) {
    throw new UnsupportedOperationException("not yet");
  }
}
