package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.Overview;
import dev.sparkle.operations.entity.Overview.Now;
import dev.sparkle.operations.entity.Overview.Point;
import dev.sparkle.operations.entity.Span;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up what happened. Reads the rows of the range, so callers keep what they got for a while.
 */
final class OverviewRows {

  /** Indexes generation_started and task_done_ended: the rows of the range. */
  private static final String POINTS =
      """
      with step as (
        select generate_series(?::bigint, ?::bigint, ?::bigint) as at
      ), answer as (
        select floor(extract(epoch from started_at) / ?)::bigint * ? as at, count(*) as n,
               count(*) filter (where outcome = 'failed') as failed,
               count(*) filter (where outcome = 'blocked') as blocked,
               percentile_cont(0.95) within group (order by first_words_ms) as first_words,
               percentile_cont(0.95) within group (
                 order by extract(epoch from ended_at - started_at) * 1000) as whole,
               sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)) as tokens,
               sum(coalesce(cost_micros, 0)) as cost
        from generation where started_at >= ? group by 1
      ), done as (
        select floor(extract(epoch from ended_at) / ?)::bigint * ? as at, count(*) as n,
               count(*) filter (where state = 'dead') as dead,
               percentile_cont(0.95) within group (
                 order by extract(epoch from started_at - greatest(run_at, submitted_at)) * 1000)
                 filter (where attempt = 1) as waited
        from task_done where ended_at >= ? group by 1
      )
      select step.at, coalesce(a.n, 0) as answers, coalesce(a.failed, 0) as failed,
             coalesce(a.blocked, 0) as blocked, a.first_words::bigint as first_words,
             a.whole::bigint as whole, coalesce(a.tokens, 0) as tokens,
             coalesce(a.cost, 0) as cost, coalesce(d.n, 0) as tasks,
             coalesce(d.dead, 0) as dead, case when d.waited < 0 then 0 else d.waited end::bigint
               as waited
      from step left join answer a on a.at = step.at left join done d on d.at = step.at
      order by step.at
      """;

  /** The same indexes, and generation_running. */
  private static final String NOW =
      """
      select a.n / 5.0 as answers, case when a.n = 0 then 0 else a.failed::float / a.n end as failed,
             a.first_words::bigint as first_words, d.n / 5.0 as tasks,
             case when d.n = 0 then 0 else d.dead::float / d.n end as dead,
             (select count(*) from generation where outcome is null) as running
      from (select count(*) as n, count(*) filter (where outcome = 'failed') as failed,
                   percentile_cont(0.95) within group (order by first_words_ms) as first_words
            from generation where started_at >= now() - interval '5 minutes') a,
           (select count(*) as n, count(*) filter (where state = 'dead') as dead
            from task_done where ended_at >= now() - interval '5 minutes') d
      """;

  private OverviewRows() {}

  static Overview read(Connection connection, Span span, Instant at) throws SQLException {
    long step = span.step().toSeconds();
    long last = Math.floorDiv(at.getEpochSecond(), step) * step;
    long first = last - span.back().toSeconds() + step;
    return new Overview(at, (int) step, now(connection), points(connection, first, last, step));
  }

  private static List<Point> points(Connection connection, long first, long last, long step)
      throws SQLException {
    List<Point> points = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(POINTS)) {
      int next = 1;
      for (long value : new long[] {first, last, step, step, step}) {
        statement.setLong(next++, value);
      }
      statement.setObject(next++, Instant.ofEpochSecond(first).atOffset(ZoneOffset.UTC));
      statement.setLong(next++, step);
      statement.setLong(next++, step);
      statement.setObject(next, Instant.ofEpochSecond(first).atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          points.add(
              new Point(
                  Instant.ofEpochSecond(row.getLong("at")),
                  row.getLong("answers"),
                  row.getLong("failed"),
                  row.getLong("blocked"),
                  row.getObject("first_words", Long.class),
                  row.getObject("whole", Long.class),
                  row.getLong("tokens"),
                  row.getLong("cost"),
                  row.getLong("tasks"),
                  row.getLong("dead"),
                  row.getObject("waited", Long.class)));
        }
      }
    }
    return points;
  }

  private static Now now(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOW);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Now(
          row.getDouble("answers"),
          row.getDouble("failed"),
          row.getObject("first_words", Long.class),
          row.getDouble("tasks"),
          row.getDouble("dead"),
          row.getLong("running"));
    }
  }
}
