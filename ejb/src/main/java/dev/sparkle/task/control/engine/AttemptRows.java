package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the history of a task: attempts that failed, and the one that runs or succeeded. */
public final class AttemptRows {

  /** Indexes task_attempt_task, task_pkey and task_done_pkey. */
  private static final String SQL =
      """
      select a.*, (select node from task_worker w where w.id = a.worker) as node from (
        select number, outcome, worker, started_at, ended_at, error, recorded_at
        from task_attempt where task_id = ?
        union all
        select attempt, 'running', worker, started_at, null, null, 'infinity'
        from task where id = ? and state = 'running'
        union all
        select attempt, 'succeeded', worker, started_at, ended_at, null, 'infinity'
        from task_done where id = ? and state = 'succeeded'
      ) a order by recorded_at, number
      """;

  private AttemptRows() {}

  /** The first one first. */
  public static List<Attempt> of(Connection connection, UUID task) throws SQLException {
    List<Attempt> attempts = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SQL)) {
      new Arrays(select).add(task).add(task).add(task);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Optional<Instant> began = TaskRows.moment(rows, "started_at");
          Optional<Instant> ended = TaskRows.moment(rows, "ended_at");
          attempts.add(
              new Attempt(
                  rows.getInt("number"),
                  rows.getString("outcome"),
                  Optional.ofNullable(rows.getString("node")).orElse("?"),
                  began.orElse(Instant.EPOCH),
                  began.flatMap(from -> ended.map(to -> Duration.between(from, to))),
                  Optional.ofNullable(rows.getString("error"))));
        }
      }
    }
    return attempts;
  }
}
