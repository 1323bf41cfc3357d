package dev.sparkle.cli.drill.alerts;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Tasks of one node's database: put in as any program could, and cleared away. */
final class Tasks {

  /** A worker looks for what nobody told it of once a second. */
  private static final String SUBMIT =
      """
      insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
      select gen_random_uuid(), ?, ?, 1, 'queued', now(), ?, ?::jsonb from generate_series(1, ?)
      """;

  private final DatabaseAddress database;

  Tasks(DatabaseAddress database) {
    this.database = database;
  }

  /** Puts so many of the same kind into a queue. */
  void submit(String type, String queue, int attempts, String payload, int count)
      throws SQLException {
    try (Connection connection = Database.connect(database);
        PreparedStatement submit = connection.prepareStatement(SUBMIT)) {
      submit.setString(1, type);
      submit.setString(2, queue);
      submit.setInt(3, attempts);
      submit.setString(4, payload);
      submit.setInt(5, count);
      submit.executeUpdate();
    }
  }

  /** Probes that fail so many times before they succeed. */
  void probes(String queue, int attempts, int failures, int count) throws SQLException {
    submit("task.probe", queue, attempts, "{\"millis\": 0, \"failures\": " + failures + "}", count);
  }

  /** Removes dead tasks, as the nightly purge does in time. */
  void buryTheDead() throws SQLException {
    run("delete from task_done where state = 'dead'");
  }

  /** Has running strains end. */
  void endStrains() throws SQLException {
    run("update task set cancel_requested = true where type = 'operations.strain'");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
