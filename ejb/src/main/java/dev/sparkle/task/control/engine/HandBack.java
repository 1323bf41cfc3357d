package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Gives claimed tasks back as if they had not been claimed: the attempt does not count. */
final class HandBack {

  /** Index task_pkey; fenced. */
  private static final String SQL =
      """
      update task t set state = 'queued', worker = null, attempt = t.attempt - 1, started_at = null
      from unnest(?::uuid[], ?::int[]) as e(id, attempt)
      where t.id = e.id and t.state = 'running' and t.worker = ? and t.attempt = e.attempt
      """;

  private HandBack() {}

  /** How many were still this worker's. */
  static int of(Connection connection, long worker, Collection<Claimed> tasks) throws SQLException {
    if (tasks.isEmpty()) {
      return 0;
    }
    try (PreparedStatement back = connection.prepareStatement(SQL)) {
      new Arrays(back)
          .add("uuid", tasks, Claimed::id)
          .add("int4", tasks, Claimed::attempt)
          .add(worker);
      return back.executeUpdate();
    }
  }
}
