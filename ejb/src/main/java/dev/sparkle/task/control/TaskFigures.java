package dev.sparkle.task.control;

import dev.sparkle.task.entity.TypeFigures;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What became of tasks lately, by type. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskFigures {

  /** Index task_done_ended: the rows of that time. */
  private static final String SINCE =
      """
      select type, count(*) as ended, count(*) filter (where state = 'dead') as dead,
             count(*) filter (where state = 'cancelled') as cancelled,
             count(*) filter (where attempt > 1) as repeated,
             coalesce(percentile_cont(0.5) within group (
               order by extract(epoch from ended_at - started_at) * 1000), 0)::bigint as run,
             coalesce(percentile_cont(0.95) within group (
               order by extract(epoch from ended_at - started_at) * 1000), 0)::bigint as run_p95,
             greatest(0, coalesce(percentile_cont(0.95) within group (
               order by extract(epoch from started_at - greatest(run_at, submitted_at)) * 1000)
               filter (where attempt = 1), 0))::bigint as wait
      from task_done where ended_at >= now() - ? * interval '1 ms'
      group by type order by count(*) desc, type limit 100
      """;

  @Inject private DataSource database;

  /** The types of which any ended within that time, the most frequent first; at most 100. */
  public List<TypeFigures> within(Duration time) throws SQLException {
    List<TypeFigures> types = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(SINCE)) {
      statement.setLong(1, time.toMillis());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          types.add(
              new TypeFigures(
                  row.getString("type"),
                  row.getLong("ended"),
                  row.getLong("dead"),
                  row.getLong("cancelled"),
                  row.getLong("repeated"),
                  row.getLong("run"),
                  row.getLong("run_p95"),
                  row.getLong("wait")));
        }
      }
    }
    return types;
  }
}
