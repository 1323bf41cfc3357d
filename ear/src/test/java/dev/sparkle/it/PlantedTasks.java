package dev.sparkle.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Tasks put into the nodes' database as they would be after some time, in a queue that nobody works
 * on.
 */
final class PlantedTasks {

  private PlantedTasks() {}

  /** One that waits for its time, an hour from now. */
  static UUID scheduled(String type, String queue, UUID account) throws SQLException {
    return plant(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, payload, account_id)
        values (?, ?, ?, 1, 'scheduled', now() + interval '1 hour', 5, '{"n": 1}', ?)
        """,
        type,
        queue,
        account);
  }

  /** One that may start, if anybody worked on its queue. */
  static UUID queued(String type, String queue, UUID account) throws SQLException {
    return plant(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, payload, account_id)
        values (?, ?, ?, 1, 'queued', now(), 5, '{}', ?)
        """,
        type,
        queue,
        account);
  }

  /** One that was given up. */
  static UUID dead(String type, String queue, UUID account, String error) throws SQLException {
    UUID id =
        plant(
            """
            insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
                                   max_attempts, started_at, progress, payload, account_id)
            values (?, ?, ?, 1, 'dead', now(), now(), 5, 5, now(), 0.5, '{"n": 1}', ?)
            """,
            type,
            queue,
            account);
    try (Connection connection = connection();
        PreparedStatement update =
            connection.prepareStatement("update task_done set error = ? where id = ?")) {
      update.setString(1, error);
      update.setObject(2, id);
      update.executeUpdate();
    }
    return id;
  }

  /** Tells how far it is, as its worker would. */
  static void progress(UUID id, double done) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement update =
            connection.prepareStatement("update task set progress = ? where id = ?")) {
      update.setDouble(1, done);
      update.setObject(2, id);
      update.executeUpdate();
    }
  }

  private static UUID plant(String sql, String type, String queue, UUID account)
      throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection connection = connection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, id);
      insert.setString(2, type);
      insert.setString(3, queue);
      insert.setObject(4, account);
      insert.executeUpdate();
    }
    return id;
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        Lab.database().jdbcUrl(), Lab.database().user(), Lab.database().password());
  }
}
