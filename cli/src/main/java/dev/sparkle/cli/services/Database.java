package dev.sparkle.cli.services;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What a running PostgreSQL says of itself.
 *
 * @param version such as 15.18
 * @param pgvector version of the extension in this database, empty when it is not created
 * @param pgvectorAvailable whether the extension could be created
 * @param answer how long a query took
 */
public record Database(
    String version, String pgvector, boolean pgvectorAvailable, Duration answer) {

  /** Says what the two views hold in one row; both are small. */
  private static final String ABOUT =
      """
            select current_setting('server_version') as version,
                   (select extversion from pg_extension where extname = 'vector') as vector,
                   exists (select 1 from pg_available_extensions where name = 'vector') as available
            """;

  /** The table is as long as there are migrations: no index wanted. */
  private static final String MIGRATIONS =
      """
            select version from flyway_schema_history where success and version is not null
             order by installed_rank
            """;

  /**
   * Connects and asks.
   *
   * @throws Trouble when it cannot be used: no such host, refused, wrong password, no such database
   */
  public static Database ask(DatabaseAddress address) {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      Database first = about(statement);
      long start = System.nanoTime();
      try (ResultSet one = statement.executeQuery("select 1")) {
        one.next();
      }
      return new Database(
          first.version,
          first.pgvector,
          first.pgvectorAvailable,
          Duration.ofNanos(System.nanoTime() - start));
    } catch (SQLException e) {
      throw trouble(address, e);
    }
  }

  /**
   * As {@link #ask}; in addition creates the extension vector when it is available and missing.
   *
   * @throws Trouble also when there is no such extension, or this user may not create it
   */
  public static Database askForVector(DatabaseAddress address) {
    Database found = ask(address);
    if (!found.pgvector.isEmpty()) {
      return found;
    }
    if (!found.pgvectorAvailable) {
      throw new Trouble(
          ExitCode.SERVICE,
          "PostgreSQL at " + address.place() + " has no extension vector.",
          "Install pgvector there (its package is named postgresql-NN-pgvector), or use an image that has it.");
    }
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists vector");
    } catch (SQLException e) {
      throw new Trouble(
          ExitCode.SERVICE,
          address.user() + " may not create the extension vector in " + address.database() + ".",
          "Let an administrator run there: create extension vector;",
          e);
    }
    return ask(address);
  }

  /**
   * Versions of the migrations that were applied, oldest first; empty when none was yet.
   *
   * @throws Trouble as {@link #ask}
   */
  public static List<String> migrations(DatabaseAddress address) {
    try (Connection connection = connect(address);
        PreparedStatement query = connection.prepareStatement(MIGRATIONS);
        ResultSet rows = query.executeQuery()) {
      List<String> versions = new ArrayList<>();
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
      return versions;
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState())) {
        return List.of();
      }
      throw trouble(address, e);
    }
  }

  /** A connection with short patience; the caller closes it. */
  public static Connection connect(DatabaseAddress address) throws SQLException {
    return connect(address, Duration.ofSeconds(10));
  }

  /**
   * A connection; the caller closes it.
   *
   * @param patience with one answer; zero: it may take as long as it takes
   */
  public static Connection connect(DatabaseAddress address, Duration patience) throws SQLException {
    Properties account = new Properties();
    account.setProperty("user", address.user());
    account.setProperty("password", address.password());
    account.setProperty("connectTimeout", "3");
    account.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
    account.setProperty("ApplicationName", "sparkle-cli");
    return DriverManager.getConnection(address.jdbcUrl(), account);
  }

  private static Database about(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(ABOUT)) {
      row.next();
      String vector = row.getString("vector");
      return new Database(
          row.getString("version").replaceFirst(" .*", ""),
          vector == null ? "" : vector,
          row.getBoolean("available"),
          Duration.ZERO);
    }
  }

  /** What an operator is told of a failure there. */
  public static Trouble trouble(DatabaseAddress address, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String at = "PostgreSQL at " + address.place();
    if (e.getCause() instanceof UnknownHostException) {
      return new Trouble(
          ExitCode.SERVICE,
          "the host " + address.host() + " of SPARKLE_DATABASE_URL is not known.",
          "Correct the name, or check DNS.",
          e);
    }
    return switch (state) {
      case "28P01", "28000" ->
          new Trouble(
              ExitCode.SERVICE,
              at + " does not let " + address.user() + " in.",
              "Correct user and password in SPARKLE_DATABASE_URL, or pg_hba.conf of the server.",
              e);
      case "3D000" ->
          new Trouble(
              ExitCode.SERVICE,
              at + " has no database " + address.database() + ".",
              "Create it (createdb " + address.database() + "), or correct SPARKLE_DATABASE_URL.",
              e);
      default ->
          new Trouble(
              ExitCode.SERVICE,
              at + " does not answer: " + firstLine(e) + ".",
              "Start it, or correct SPARKLE_DATABASE_URL; without it Sparkle brings its own.",
              e);
    };
  }

  private static String firstLine(SQLException e) {
    String cause = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    String said = cause.isBlank() || cause.equals("null") ? String.valueOf(e.getMessage()) : cause;
    return said.lines().findFirst().orElse("no message").replaceFirst("\\.$", "");
  }
}
