package dev.sparkle.operations.control;

import dev.sparkle.platform.control.Maintenance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Maintenance in PostgreSQL: a row is on, no row is off. It lies with what else operators have
 * switched off (ADR 0043), under a name that no model can have.
 */
final class MaintenanceRows {

  private static final String NAME = ":maintenance";

  private final DataSource database;

  MaintenanceRows(DataSource database) {
    this.database = database;
  }

  /** Null: off. */
  Maintenance.Notice read() throws SQLException {
    // served by the primary key
    String sql = "select reason, switched_off_at from model_switched_off where name = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, NAME);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Maintenance.Notice(
                row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant())
            : null;
      }
    }
  }

  /** Another message leaves its beginning as it was. */
  void on(String message, UUID account) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into model_switched_off (name, reason, account_id, switched_off_at)
        values (?, ?, ?, now())
        on conflict (name) do update set reason = excluded.reason
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, NAME);
      statement.setString(2, message);
      statement.setObject(3, account);
      statement.executeUpdate();
    }
  }

  void off() throws SQLException {
    // served by the primary key
    String sql = "delete from model_switched_off where name = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, NAME);
      statement.executeUpdate();
    }
  }
}
