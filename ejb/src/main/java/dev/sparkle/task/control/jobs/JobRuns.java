package dev.sparkle.task.control.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which execution works for which task, and which run of it may write. Every method but {@link
 * #hold} is a transaction of its own and throws IllegalStateException if the database does not
 * answer.
 */
public class JobRuns {

  /**
   * A run that has just begun.
   *
   * @param before the execution of the run before, if there was one
   */
  public record Turn(Fence fence, Optional<Long> before) {}

  private final DataSource database;

  public JobRuns(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /** Primary key. Waits for a chunk of the run before that is just being committed. */
  private static final String TAKE =
      """
      insert into job_run as run (task_id, job, fence) values (?, ?, 1)
      on conflict (task_id) do update set fence = run.fence + 1, updated_at = now()
      returning fence, execution_id
      """;

  /** Begins a run. From now on, what an earlier one writes has no effect. */
  public Turn take(UUID task, String job) {
    return sql(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(TAKE)) {
            insert.setObject(1, task);
            insert.setString(2, job);
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              return new Turn(
                  new Fence(task, row.getLong(1)),
                  Optional.ofNullable(row.getObject(2, Long.class)));
            }
          }
        });
  }

  /** Primary key. */
  private static final String STARTED =
      "update job_run set execution_id = ?, updated_at = now() where task_id = ? and fence = ?";

  /**
   * Remembers the execution that the next run goes on from.
   *
   * @throws FencedException if the run was taken over
   */
  public void started(Fence fence, long execution) {
    boolean mine =
        sql(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(STARTED)) {
                update.setLong(1, execution);
                update.setObject(2, fence.task());
                update.setLong(3, fence.number());
                return update.executeUpdate() == 1;
              }
            });
    if (!mine) {
      throw new FencedException(fence);
    }
  }

  /** Primary key. The lock lasts until the transaction ends, and {@link #TAKE} waits for it. */
  private static final String HOLD =
      "select 1 from job_run where task_id = ? and fence = ? for share";

  /**
   * Makes sure, until the transaction of this connection ends, that no other run begins.
   *
   * @throws FencedException if one has; the transaction must not be committed then
   */
  public static void hold(Connection connection, Fence fence) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HOLD)) {
      select.setObject(1, fence.task());
      select.setLong(2, fence.number());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new FencedException(fence);
        }
      }
    }
  }

  private interface Statement<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T sql(Statement<T> statement) {
    try (Connection connection = database.getConnection()) {
      return statement.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The run of a job could not be noted.", e);
    }
  }
}
