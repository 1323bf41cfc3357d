package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/** Writes what a running attempt tells of itself; fenced as {@link Turn} is. Index task_pkey. */
final class Checkpoints {

  private static final String KEEP =
      """
      update task set checkpoint = ?::jsonb, progress = case when ? < 0 then progress else ? end
      where id = ? and state = 'running' and worker = ? and attempt = ?
      """;

  private static final String TELL =
      """
      update task t set progress = e.progress
      from unnest(?::uuid[], ?::int[], ?::real[]) as e(id, attempt, progress)
      where t.id = e.id and t.state = 'running' and t.worker = ? and t.attempt = e.attempt
      """;

  private final DataSource database;

  Checkpoints(DataSource database) {
    this.database = database;
  }

  /**
   * Keeps a checkpoint; committed when this returns.
   *
   * @param progress negative: unknown
   * @return false if the attempt is no longer this worker's
   */
  boolean keep(Claimed task, String json, double progress) {
    try (Connection connection = database.getConnection();
        PreparedStatement keep = connection.prepareStatement(KEEP)) {
      new Arrays(keep)
          .add(json)
          .add(progress)
          .add(progress)
          .add(task.id())
          .add(task.worker())
          .add(task.attempt());
      return keep.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("the checkpoint could not be kept", e);
    }
  }

  /** Writes progress; what is no longer this worker's stays as it is. */
  void tell(long worker, Collection<RunningAttempt> attempts) throws SQLException {
    if (attempts.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement tell = connection.prepareStatement(TELL)) {
      new Arrays(tell)
          .add("uuid", attempts, RunningAttempt::task)
          .add("int4", attempts, RunningAttempt::attempt)
          .add("float4", attempts, attempt -> told(attempt))
          .add(worker);
      tell.executeUpdate();
    }
  }

  private static float told(RunningAttempt attempt) {
    double now = attempt.untold().orElse(0.0);
    attempt.told(now);
    return (float) now;
  }
}
