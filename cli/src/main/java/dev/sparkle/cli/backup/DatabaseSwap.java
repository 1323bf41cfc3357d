package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Databases of one server that take each other's place. The old one is never written over: it gets
 * another name, in the same transaction in which the new one gets its name.
 */
final class DatabaseSwap {

  /** What the name of a database that is being filled ends in. */
  static final String FILLING = "_restore";

  /** What comes between the name and the time of one that was replaced. */
  static final String BEFORE = "_before_";

  /** All sessions in that database but our own. */
  private static final String SESSIONS =
      """
      select coalesce(nullif(application_name, ''), usename::text), coalesce(host(client_addr), '')
      from pg_stat_activity where datname = ? and pid <> pg_backend_pid()
      """;

  private static final String EXISTS = "select 1 from pg_database where datname = ?";

  private static final String REPLACED =
      "select datname from pg_database where datname like ? escape '!' order by datname";

  private static final String MAY =
      """
      select rolsuper or rolcreatedb and exists (select 1 from pg_database
        where datname = ? and datdba = r.oid)
      from pg_roles r where rolname = current_user
      """;

  private final DatabaseAddress target;
  private final DatabaseAddress master;

  /**
   * @param target the installation's database
   * @param master who may make and rename databases, in that server's database postgres
   */
  DatabaseSwap(DatabaseAddress target, DatabaseAddress master) {
    this.target = target;
    this.master = master.database("postgres");
  }

  DatabaseAddress filling() {
    return target.database(target.database() + FILLING);
  }

  boolean targetExists() {
    return asked(c -> exists(c, target.database()));
  }

  /** Whether this account may do it; of a server that the operator named, it may not be. */
  boolean allowed() {
    return asked(
        c -> {
          try (PreparedStatement query = c.prepareStatement(MAY)) {
            query.setString(1, target.database());
            try (ResultSet row = query.executeQuery()) {
              return row.next() && row.getBoolean(1);
            }
          }
        });
  }

  /**
   * Nobody else may be at work in the database.
   *
   * @throws Trouble that names who is
   */
  void requireAlone() {
    List<String> others =
        asked(
            c -> {
              try (PreparedStatement query = c.prepareStatement(SESSIONS)) {
                query.setString(1, target.database());
                try (ResultSet row = query.executeQuery()) {
                  List<String> found = new ArrayList<>();
                  while (row.next()) {
                    found.add((row.getString(1) + " " + row.getString(2)).strip());
                  }
                  return found;
                }
              }
            });
    if (!others.isEmpty()) {
      throw new Trouble(
          ExitCode.TAKEN,
          "somebody is at work in the database %s: %s."
              .formatted(target.database(), String.join(", ", others.stream().distinct().toList())),
          "Stop every node, also on other machines, and close psql, then repeat.");
    }
  }

  /** An empty database beside the other; one that an earlier attempt left goes first. */
  void makeFilling() {
    String name = filling().database();
    asked(
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.execute("drop database if exists " + quoted(statement, name));
            statement.execute(
                "create database %s owner %s encoding 'UTF8' template template0"
                    .formatted(quoted(statement, name), quoted(statement, target.user())));
          }
          return true;
        });
    try (Connection connection = Database.connect(master.database(name));
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists vector");
    } catch (SQLException e) {
      throw Database.trouble(master, e);
    }
  }

  /** Throws away what was filled. */
  void dropFilling() {
    drop(filling().database());
  }

  void drop(String name) {
    asked(
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.execute("drop database if exists " + quoted(statement, name));
          }
          return true;
        });
  }

  /**
   * The filled one takes the place of the other, in one transaction.
   *
   * @param time is added to the old one's name
   * @return the old one's new name; empty if there was none
   */
  String swap(String time) {
    String old = target.database() + BEFORE + time;
    return asked(
        c -> {
          boolean there = exists(c, target.database());
          c.setAutoCommit(false);
          try (Statement statement = c.createStatement()) {
            if (there) {
              rename(statement, target.database(), old);
            }
            rename(statement, filling().database(), target.database());
            c.commit();
          }
          return there ? old : "";
        });
  }

  /** Databases that earlier restores replaced. */
  List<String> replaced() {
    return asked(
        c -> {
          try (PreparedStatement query = c.prepareStatement(REPLACED)) {
            query.setString(1, (target.database() + BEFORE).replace("_", "!_") + "%");
            try (ResultSet row = query.executeQuery()) {
              List<String> found = new ArrayList<>();
              while (row.next()) {
                found.add(row.getString(1));
              }
              return found;
            }
          }
        });
  }

  private static void rename(Statement statement, String from, String to) throws SQLException {
    statement.execute(
        "alter database %s rename to %s".formatted(quoted(statement, from), quoted(statement, to)));
  }

  private static String quoted(Statement statement, String name) throws SQLException {
    return statement.enquoteIdentifier(name, true);
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(EXISTS)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T asked(Question<T> question) {
    try (Connection connection = Database.connect(master, Duration.ofMinutes(5))) {
      return question.of(connection);
    } catch (SQLException e) {
      throw Database.trouble(master, e);
    }
  }
}
