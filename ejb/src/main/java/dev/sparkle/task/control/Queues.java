package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.QueueRows;
import dev.sparkle.task.control.engine.TaskEngine;
import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.QueueStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The queues: what is in them, and how they are worked on. Changes are kept in the database and
 * reach every node within milliseconds, without a restart.
 */
public class Queues {

  private static final int MOST = 1000;

  private final DataSource database;
  private final TaskEngine engine;
  private final Map<String, Integer> configured;

  /**
   * The queues.
   *
   * @param database outside of any transaction manager
   * @param configured attempts at a time on this node, by queue
   */
  public Queues(DataSource database, TaskEngine engine, Map<String, Integer> configured) {
    this.database = database;
    this.engine = engine;
    this.configured = configured;
  }

  @FunctionalInterface
  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  private void change(Change change) {
    try (Connection connection = database.getConnection()) {
      change.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the queues could not be reached", e);
    }
    engine.queuesChanged();
  }

  /** Every queue that has tasks, settings, or a worker on this node. */
  public List<QueueStatus> all() {
    try (Connection connection = database.getConnection()) {
      return QueueRows.all(connection, configured);
    } catch (SQLException e) {
      throw new IllegalStateException("the queues could not be reached", e);
    }
  }

  /** No attempt of it starts any more; those that run go on. */
  public void pause(String queue) {
    change(connection -> QueueRows.pause(connection, queue, true));
  }

  /** Attempts of it start again. */
  public void resume(String queue) {
    change(connection -> QueueRows.pause(connection, queue, false));
  }

  /**
   * Attempts at a time, on each worker, instead of what it is configured with.
   *
   * @param most 0 to 1000; 0 lets none start
   */
  public void concurrency(String queue, int most) {
    if (most < 0 || most > MOST) {
      throw new IllegalArgumentException("a queue runs 0 to " + MOST + " at a time, not " + most);
    }
    change(connection -> QueueRows.concurrency(connection, queue, most));
  }

  /** Limits the tasks that are {@code limitedBy} the key, over all nodes. */
  public void limit(String key, Limit limit) {
    change(connection -> QueueRows.limit(connection, key, limit));
  }

  /** Lifts the limit of a key. */
  public void unlimit(String key) {
    change(connection -> QueueRows.unlimit(connection, key));
  }
}
