package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.ChangedLevel;
import dev.sparkle.operations.entity.LogLevel;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The log levels that were changed, for all nodes. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LevelRows {

  @Inject private DataSource database;

  /** All of them, by name. */
  public List<ChangedLevel> all() throws SQLException {
    // a handful of rows, read as a whole
    String sql = "select logger, level, changed_by, changed_at from log_level order by logger";
    List<ChangedLevel> changed = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        changed.add(
            new ChangedLevel(
                row.getString("logger"),
                LogLevel.of(row.getString("level")),
                row.getObject("changed_by", UUID.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant()));
      }
    }
    return changed;
  }

  /** Sets one. */
  public void put(String logger, LogLevel level, UUID by) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into log_level (logger, level, changed_by) values (?, ?, ?)
        on conflict (logger) do update set level = excluded.level,
          changed_by = excluded.changed_by, changed_at = clock_timestamp()
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, logger);
      statement.setString(2, level.code());
      statement.setObject(3, by);
      statement.executeUpdate();
    }
  }

  /**
   * Takes a change back.
   *
   * @return whether there was one
   */
  public boolean remove(String logger) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from log_level where logger = ?")) {
      statement.setString(1, logger);
      return statement.executeUpdate() == 1;
    }
  }
}
