package dev.sparkle.cli.services;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What the server tells of its archiving since its statistics were last reset (a crash resets
 * them): a command that fails is tried again for ever, and nothing else shows it.
 *
 * @param archivedAt the last success; null: none
 * @param failedAt the last failure; null: none
 * @param failed the file that could not be archived then; null: none
 * @param waiting files that are full and not archived yet
 * @param longest how long the oldest of these has waited; zero: none waits
 */
public record ArchiveHealth(
    Instant archivedAt, Instant failedAt, String failed, long waiting, Duration longest) {

  /** A segment has 16 MB: so many are half a gigabyte that only the disk of the data has. */
  private static final long MANY = 30;

  /** What was committed is to be in the archive after one minute. */
  private static final Duration LONG = Duration.ofMinutes(5);

  /** A view of one row, and a folder that is as long as there are segments. */
  private static final String STATE =
      """
      select a.last_archived_time, a.last_failed_time, a.last_failed_wal, w.number, w.seconds
      from pg_stat_archiver a, (
        select count(*) as number,
               coalesce(extract(epoch from clock_timestamp() - min(modification)), 0) as seconds
        from pg_ls_archive_statusdir() where name like '%.ready') w
      """;

  /**
   * Asks.
   *
   * @throws Trouble when the server does not answer
   */
  static ArchiveHealth ask(DatabaseAddress address) {
    try (Connection connection = Database.connect(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      return new ArchiveHealth(
          instant(row, 1),
          instant(row, 2),
          row.getString(3),
          row.getLong(4),
          Duration.ofSeconds(Math.max(0, Math.round(row.getDouble(5)))));
    } catch (SQLException e) {
      throw Database.trouble(address, e);
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** What is wrong, as a sentence; empty: nothing. */
  public Optional<String> trouble() {
    if (failedAt != null && (archivedAt == null || failedAt.isAfter(archivedAt))) {
      return Optional.of(
          "PostgreSQL could not archive "
              + failed
              + " at "
              + failedAt
              + ", and nothing since "
              + (archivedAt == null ? "its start" : archivedAt)
              + ".");
    }
    if (waiting > MANY || longest.compareTo(LONG) > 0) {
      return Optional.of(
          "files of changes wait to be archived: "
              + waiting
              + ", the oldest for "
              + longest.toSeconds()
              + " s.");
    }
    return Optional.empty();
  }
}
