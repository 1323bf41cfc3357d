package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.SettingChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of live settings, on one connection. */
final class SettingChangeRows {

  /** One after another, so that numbers have no gap and are seen in their order. */
  private static final String LOCK = "lock table setting_change in share row exclusive mode";

  /** Served by the primary key, from its end. */
  private static final String LATEST = "select coalesce(max(change), 0) from setting_change";

  /** Index setting_change_name; a table of some hundred rows. */
  private static final String IN_FORCE =
      """
      select name, value, change from (
        select distinct on (name) name, value, change from setting_change
        order by name, change desc) latest
      """;

  /** Served by the primary key. */
  private static final String PAGE =
      """
      select change, name, value, before, reverts, changed_by, changed_at from setting_change
      where change in (
        select distinct change from setting_change where change < ? order by change desc limit ?)
      order by change desc, name
      """;

  private static final String INSERT =
      """
      insert into setting_change (change, name, value, before, reverts, changed_by)
      values (?, ?, ?, ?, ?, ?)
      """;

  /**
   * A setting's latest row.
   *
   * @param value empty: as configured again
   */
  record Latest(Optional<String> value, long change) {}

  private final Connection connection;

  SettingChangeRows(Connection connection) {
    this.connection = connection;
  }

  /** Lets nobody else write until the transaction ends; reading goes on. */
  void lock() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.execute();
    }
  }

  /** The number of the latest change; 0: there was none. */
  long latest() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The latest row of each setting that was ever changed. */
  Map<String, Latest> all() throws SQLException {
    Map<String, Latest> all = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(IN_FORCE);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.put(
            row.getString(1), new Latest(Optional.ofNullable(row.getString(2)), row.getLong(3)));
      }
    }
    return all;
  }

  /** Changes below a number, the latest first. */
  List<SettingChange> page(long below, int limit) throws SQLException {
    Map<Long, SettingChange> changes = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      statement.setLong(1, below);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          SettingChange one = change(row);
          changes.merge(one.change(), one, SettingChangeRows::joined);
        }
      }
    }
    return List.copyOf(changes.values());
  }

  private static SettingChange change(ResultSet row) throws SQLException {
    return new SettingChange(
        row.getLong("change"),
        List.of(
            new SettingChange.Item(
                row.getString("name"), row.getString("value"), row.getString("before"))),
        row.getObject("reverts", Long.class),
        row.getObject("changed_by", UUID.class),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static SettingChange joined(SettingChange one, SettingChange more) {
    List<SettingChange.Item> items = new ArrayList<>(one.items());
    items.addAll(more.items());
    return new SettingChange(one.change(), items, one.reverts(), one.changedBy(), one.changedAt());
  }

  /** Writes a change. */
  void add(long change, List<SettingChange.Item> items, Long reverts, UUID by) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (SettingChange.Item item : items) {
        statement.setLong(1, change);
        statement.setString(2, item.name());
        statement.setString(3, item.value());
        statement.setString(4, item.before());
        statement.setObject(5, reverts, java.sql.Types.BIGINT);
        statement.setObject(6, by);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
