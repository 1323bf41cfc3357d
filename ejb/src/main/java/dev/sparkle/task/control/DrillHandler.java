package dev.sparkle.task.control;

import dev.sparkle.task.entity.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The work of the failure drills: it leaves an effect that can be counted afterwards. A task writes
 * one row into {@code drill_effect}, which only a drill makes; its unique key on the task is what
 * makes a repetition harmless, as a handler's key does. There only where {@code
 * sparkle.tasks.drills} says so.
 */
@ApplicationScoped
@OnlyWhere(DrillHandler.SWITCH)
@Handles(DrillHandler.TYPE)
public class DrillHandler implements TaskHandler<DrillHandler.Work, Void> {

  /** The setting that brings it into being. */
  public static final String SWITCH = "sparkle.tasks.drills";

  static final String TYPE = "task.drill";

  private static final long MOST_MILLIS = 60_000;
  private static final long BETWEEN_ROWS_MILLIS = 60;

  /** Index drill_effect_task, if the drill made it. */
  private static final String EFFECT =
      "insert into drill_effect (task, attempt) values (?, ?) on conflict do nothing";

  private static final String SEE = "select sum(value) from drill_row";

  /** Index drill_row_pkey. */
  private static final String CHANGE = "update drill_row set value = value + 1 where id = ?";

  /**
   * What to do.
   *
   * @param key the client's name for it
   * @param millis how long it takes after its effect, 0 to 60,000
   * @param failures how many attempts fail at first
   * @param holdMillis how long it keeps a connection of the pool, 0 to 60,000
   * @param rows of drill_row, changed one after another in one transaction; or none
   * @param serializable whether that transaction is
   */
  public record Work(
      String key,
      long millis,
      int failures,
      long holdMillis,
      List<Integer> rows,
      boolean serializable) {
    public Work {
      rows = rows == null ? List.of() : List.copyOf(rows);
      if (key == null || key.isBlank() || failures < 0) {
        throw new IllegalArgumentException("the work of a drill has a key");
      }
      if (millis < 0 || millis > MOST_MILLIS || holdMillis < 0 || holdMillis > MOST_MILLIS) {
        throw new IllegalArgumentException("the work of a drill takes 0 to 60,000 ms");
      }
    }
  }

  @Inject private DataSource database;

  @Override
  public Class<Work> input() {
    return Work.class;
  }

  /** Often: what is drilled is the queue, not the patience of a handler. */
  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(20).withBackoff(Duration.ofMillis(200)).upTo(Duration.ofSeconds(3));
  }

  @Override
  public Void handle(Work work, TaskContext context) throws Exception {
    if (context.attempt() <= work.failures()) {
      throw new IllegalStateException("failed, as it was asked to");
    }
    if (!work.rows().isEmpty()) {
      contend(work);
    }
    try (Connection connection = database.getConnection();
        PreparedStatement effect = connection.prepareStatement(EFFECT)) {
      effect.setObject(1, context.task());
      effect.setInt(2, context.attempt());
      effect.executeUpdate();
      pause(work.holdMillis());
    }
    pause(work.millis());
    return null;
  }

  /** A transaction that meets those of other tasks on its way. */
  private void contend(Work work) throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        change(connection, work);
        connection.commit();
      } catch (SQLException | InterruptedException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static void change(Connection connection, Work work)
      throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement();
        PreparedStatement change = connection.prepareStatement(CHANGE)) {
      if (work.serializable()) {
        statement.execute("set transaction isolation level serializable");
        statement.executeQuery(SEE).close();
      }
      for (int row : work.rows()) {
        change.setInt(1, row);
        change.executeUpdate();
        pause(BETWEEN_ROWS_MILLIS);
      }
    }
  }

  private static void pause(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }
}
