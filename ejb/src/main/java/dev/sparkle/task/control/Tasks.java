package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.AttemptRows;
import dev.sparkle.task.control.engine.Interventions;
import dev.sparkle.task.control.engine.TaskEngine;
import dev.sparkle.task.control.engine.TaskRows;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Cancelled;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.QueueStatus;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The tasks that there are: reading, cancelling, retrying, purging. Everything works at once and
 * outside of the caller's transaction.
 *
 * @throws IllegalStateException from every method, if the database does not answer
 */
public class Tasks {

  private final DataSource database;
  private final Interventions interventions;

  /**
   * The tasks.
   *
   * @param database outside of any transaction manager
   */
  public Tasks(DataSource database, TaskEngine engine) {
    this.database = database;
    this.interventions = new Interventions(database, engine);
  }

  @FunctionalInterface
  private interface Asking<T> {
    T ask() throws SQLException;
  }

  private static <T> T ask(Asking<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new IllegalStateException("the tasks could not be reached", e);
    }
  }

  /** Empty: it never was, or it was purged. */
  public Optional<Task> find(UUID id) {
    return ask(
        () -> {
          try (Connection connection = database.getConnection()) {
            return TaskRows.find(connection, id);
          }
        });
  }

  /** As {@link #find(UUID)}; another account's task is not there. */
  public Optional<Task> find(UUID account, UUID id) {
    return find(id).filter(task -> task.account().equals(Optional.of(account)));
  }

  /**
   * A page of tasks, the newest first.
   *
   * @param cursor of the page before; empty for the first
   * @param limit 1 to 500
   * @return empty if the cursor is none of ours
   */
  public Optional<TaskPage> list(TaskFilter filter, Optional<String> cursor, int limit) {
    if (limit < 1 || limit > 500) {
      throw new IllegalArgumentException("a page has 1 to 500 tasks, not " + limit);
    }
    UUID before;
    try {
      before = cursor.map(UUID::fromString).orElse(null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    List<Task> found =
        ask(
            () -> {
              try (Connection connection = database.getConnection()) {
                return TaskRows.list(connection, filter, before, limit + 1);
              }
            });
    if (found.size() <= limit) {
      return Optional.of(new TaskPage(found, Optional.empty()));
    }
    List<Task> page = List.copyOf(found.subList(0, limit));
    return Optional.of(new TaskPage(page, Optional.of(page.get(limit - 1).id().toString())));
  }

  /** How many tasks the filter allows; stops at {@code QueueStatus.COUNTED}: so many, or more. */
  public long count(TaskFilter filter) {
    return ask(
        () -> {
          try (Connection connection = database.getConnection()) {
            return TaskRows.count(connection, filter, QueueStatus.COUNTED);
          }
        });
  }

  /** The attempts of a task, the first one first. */
  public List<Attempt> attempts(UUID id) {
    return ask(
        () -> {
          try (Connection connection = database.getConnection()) {
            return AttemptRows.of(connection, id);
          }
        });
  }

  /**
   * What waits is cancelled at once. What runs is asked to: its context says so, its thread is
   * interrupted; if its handler ends all the same, the task has succeeded.
   */
  public Cancelling cancel(UUID id) {
    return ask(() -> interventions.cancel(id));
  }

  /** As {@link #cancel(UUID)}; another account's task is unknown. */
  public Cancelling cancel(UUID account, UUID id) {
    return find(account, id).isEmpty() ? Cancelling.UNKNOWN : cancel(id);
  }

  /** Cancels all that wait or run and that the filter allows; see {@link #cancel(UUID)}. */
  public Cancelled cancelAll(TaskFilter filter) {
    return ask(() -> interventions.cancelAll(filter));
  }

  /**
   * Takes a dead or cancelled task up again, with all its attempts and its last checkpoint. Its
   * unique key is not taken again, and what followed it stays dead. False: it is neither.
   */
  public boolean retry(UUID id) {
    return ask(() -> interventions.retry(id));
  }

  /**
   * Takes up all dead tasks that the filter allows; its states do not matter.
   *
   * @return how many
   */
  public int retryAll(TaskFilter filter) {
    return ask(() -> interventions.retryAll(filter));
  }

  /**
   * Cancels what an account has waiting or running, and removes what has ended. What runs and does
   * not let itself be stopped ends once more, and goes with the next purge.
   */
  public void forget(UUID account) {
    ask(
        () -> {
          interventions.forget(account);
          return null;
        });
  }

  /**
   * Removes what ended long ago, with its history.
   *
   * @param succeeded age of those that succeeded or were cancelled
   * @param dead age of dead ones
   * @return how many
   */
  public int purge(Duration succeeded, Duration dead) {
    return ask(() -> interventions.purge(succeeded, dead));
  }
}
