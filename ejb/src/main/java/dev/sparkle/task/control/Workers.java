package dev.sparkle.task.control;

import dev.sparkle.task.entity.WorkerStatus;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The nodes that work on tasks, as their rows tell. */
@Stateless
public class Workers {

  /**
   * Those that live, and of a node that does not, its last run, if it ended within the last hour.
   * The table has a row for each run of a node and is read as a whole; the tasks of each are found
   * by the index task_running.
   */
  private static final String ALL =
      """
      select w.node, w.started_at, w.lease_until, w.ended_at,
             case when w.ended_at is not null then 'ended'
                  when w.lease_until > now() then 'up'
                  else 'silent' end as state,
             (select count(*) from task t where t.worker = w.id and t.state = 'running') as running
      from task_worker w
      where w.ended_at is null
         or (w.ended_at > now() - interval '1 hour'
             and not exists (select 1 from task_worker later
                             where later.node = w.node and later.id > w.id))
      order by w.ended_at is not null, w.node, w.id desc
      limit 200
      """;

  @Inject private DataSource database;

  /** Those that live first, by name; at most 200. */
  public List<WorkerStatus> all() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet rows = statement.executeQuery()) {
      List<WorkerStatus> workers = new ArrayList<>();
      while (rows.next()) {
        workers.add(
            new WorkerStatus(
                rows.getString("node"),
                rows.getString("state"),
                time(rows, "started_at").orElseThrow(),
                time(rows, "lease_until").orElseThrow(),
                time(rows, "ended_at"),
                rows.getLong("running")));
      }
      return workers;
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
