package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Migrations;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A moment of a running database, which a dump and the counting of its tables see alike, whatever
 * is written meanwhile. Nobody waits for it; while it is open, PostgreSQL keeps rows that were
 * deleted since, which slows the task queue down a little.
 */
final class DatabaseSnapshot implements AutoCloseable {

  private final DatabaseAddress address;
  private final Connection connection;
  private final String name;
  private final Instant at;

  private DatabaseSnapshot(
      DatabaseAddress address, Connection connection, String name, Instant at) {
    this.address = address;
    this.connection = connection;
    this.name = name;
    this.at = at;
  }

  static DatabaseSnapshot open(DatabaseAddress address) throws SQLException {
    Connection connection = Database.connect(address, Duration.ZERO);
    try (Statement statement = connection.createStatement()) {
      // the server ends idle transactions, and this one waits for the dump
      statement.execute("set idle_in_transaction_session_timeout = 0");
      statement.execute("set statement_timeout = 0");
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read, read only");
      try (ResultSet row =
          statement.executeQuery("select pg_export_snapshot(), extract(epoch from now())")) {
        row.next();
        return new DatabaseSnapshot(
            address,
            connection,
            row.getString(1),
            Instant.ofEpochMilli((long) (row.getDouble(2) * 1000)));
      }
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The moment, by the database's clock. */
  Instant at() {
    return at;
  }

  /** Number of the last migration that was applied then; 0: none. */
  int schema() throws SQLException {
    return Migrations.newest(Database.migrations(address));
  }

  /**
   * What tells this database from every other one; its address where the account may not ask. Asked
   * on a connection of its own: a refusal would end the snapshot.
   */
  String identity() throws SQLException {
    return DatabaseIdentity.of(address);
  }

  /** What its tables hold. */
  List<Manifest.Table> tables(Progress progress) throws SQLException {
    return TableDigests.of(connection, progress);
  }

  /**
   * Writes pg_dump's custom format: compressed, without owners and rights, without extensions, so
   * that any user can take it.
   */
  void dump(PostgresPrograms programs, OutputStream out) throws IOException {
    programs
        .pipe(
            "pg_dump",
            address,
            List.of(
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--schema=public",
                "--snapshot=" + name))
        .into(out, "the database cannot be dumped");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
