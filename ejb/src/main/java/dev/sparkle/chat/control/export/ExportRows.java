package dev.sparkle.chat.control.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on {@code export} and its parts; all by their primary keys. */
final class ExportRows {

  private static final String INSERT =
      """
      insert into export (id, account_id, task_id, expires_at)
      values (?, ?, ?, now() + ? * interval '1 millisecond')
      """;

  void insert(Connection connection, UUID id, UUID account, UUID task, Duration kept)
      throws SQLException {
    update(connection, INSERT, id, account, task, kept.toMillis());
  }

  /** Index export_account, and the primary key of task. */
  private static final String MAKING =
      """
      select e.id from export e join task t on t.id = e.task_id
      where e.account_id = ? and e.ready_at is null and e.expires_at > now()
      order by e.created_at desc limit 1
      """;

  /** The one that a task is still making. */
  Optional<UUID> making(Connection connection, UUID account) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(MAKING)) {
      select.setObject(1, account);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  private static final String FIND =
      """
      select id, task_id, created_at, expires_at, ready_at is not null, bytes
      from export where id = ? and account_id = ? and expires_at > now()
      """;

  Optional<Export> find(Connection connection, UUID account, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setObject(1, id);
      select.setObject(2, account);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Export(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getBoolean(5),
                    row.getLong(6)))
            : Optional.empty();
      }
    }
  }

  private static final String ACCOUNT = "select account_id from export where id = ?";

  Optional<UUID> account(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ACCOUNT)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** Where the archive ends so far. */
  record End(int parts, long bytes) {}

  private static final String END =
      """
      select (select coalesce(max(ordinal) + 1, 0) from export_part where export_id = export.id),
        bytes
      from export where id = ?
      """;

  End end(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(END)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new End(row.getInt(1), row.getLong(2)) : new End(0, 0);
      }
    }
  }

  private static final String APPEND =
      """
      with longer as (update export set bytes = bytes + ? where id = ? returning id)
      insert into export_part (export_id, ordinal, bytes, directory)
      select id, ?, ?, ? from longer
      """;

  void append(Connection connection, UUID id, int ordinal, byte[] bytes, byte[] directory)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setLong(1, bytes.length);
      insert.setObject(2, id);
      insert.setInt(3, ordinal);
      insert.setBytes(4, bytes);
      insert.setBytes(5, directory);
      insert.executeUpdate();
    }
  }

  private static final String FINISH =
      "update export set ready_at = now() where id = ? and ready_at is null";

  boolean finish(Connection connection, UUID id) throws SQLException {
    return update(connection, FINISH, id) == 1;
  }

  private static final String DIRECTORIES =
      """
      select directory from export_part
      where export_id = ? and directory is not null order by ordinal
      """;

  List<byte[]> directories(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DIRECTORIES)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        List<byte[]> directories = new ArrayList<>();
        while (row.next()) {
          directories.add(row.getBytes(1));
        }
        return directories;
      }
    }
  }

  private static final String PART =
      "select bytes from export_part where export_id = ? and ordinal = ?";

  Optional<byte[]> part(Connection connection, UUID id, int ordinal) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PART)) {
      select.setObject(1, id);
      select.setInt(2, ordinal);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.length; at++) {
        update.setObject(at + 1, parameters[at]);
      }
      return update.executeUpdate();
    }
  }
}
