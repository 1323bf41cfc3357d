package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Queues what has come due, and tells when the next one will. */
final class Due {

  /** Index task_due. */
  private static final String PROMOTE =
      """
      with due as materialized (
        select id from task
        where state in ('scheduled', 'retrying') and waits_for = 0 and run_at <= now()
        order by run_at limit 1000 for update skip locked
      )
      update task t set state = 'queued' from due where t.id = due.id
      """;

  /** Null if there is none: greatest(0, …) would make that 0, and the dispatcher would not rest. */
  private static final String NEXT =
      """
      select ceil(extract(epoch from min(run_at) - now()) * 1000)::bigint from task
      where state in ('scheduled', 'retrying') and waits_for = 0
      """;

  private Due() {}

  /** Queues up to 1,000 tasks; how many. */
  static int promote(Connection connection) throws SQLException {
    try (PreparedStatement promote = connection.prepareStatement(PROMOTE)) {
      return promote.executeUpdate();
    }
  }

  /** Milliseconds until the next one is due; empty if none is scheduled. */
  static OptionalLong next(Connection connection) throws SQLException {
    try (PreparedStatement next = connection.prepareStatement(NEXT);
        ResultSet row = next.executeQuery()) {
      row.next();
      long millis = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, millis));
    }
  }
}
