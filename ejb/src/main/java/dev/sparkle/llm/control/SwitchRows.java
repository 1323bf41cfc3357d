package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.SwitchedOff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The switched-off models in PostgreSQL: a row is off, no row is on. */
final class SwitchRows {

  private final DataSource database;

  SwitchRows(DataSource database) {
    this.database = database;
  }

  Map<String, SwitchedOff> read() throws SQLException {
    // a few rows at most, read whole
    String sql = "select name, reason, switched_off_at from model_switched_off";
    Map<String, SwitchedOff> off = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        off.put(
            row.getString(1),
            new SwitchedOff(row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant()));
      }
    }
    return off;
  }

  void off(String name, String reason, UUID account) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into model_switched_off (name, reason, account_id, switched_off_at)
        values (?, ?, ?, now())
        on conflict (name) do update set reason = excluded.reason
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.setString(2, reason);
      statement.setObject(3, account);
      statement.executeUpdate();
    }
  }

  void on(String name) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from model_switched_off where name = ?")) {
      statement.setString(1, name);
      statement.executeUpdate();
    }
  }
}
