package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The account with which Grafana reads the database: figures, and no words of anybody. */
final class GrafanaReader {

  private static final String NAME = "sparkle_grafana";
  private static final String PASSWORD = "SPARKLE_GRAFANA_DB_PASSWORD";

  private GrafanaReader() {}

  /**
   * The database as that account sees it. In Sparkle's own PostgreSQL the account is made; in
   * another, an administrator has made it by {@code monitoring/grafana/reader.sql}.
   *
   * @throws Trouble when there is no such account
   */
  static DatabaseAddress of(Home home) {
    DatabaseAddress database = DbCommand.address(home);
    String given = Surroundings.environment().getOrDefault(PASSWORD, "");
    if (!given.isBlank()) {
      return as(database, NAME, given);
    }
    Path administrator = home.postgres().resolve("administrator.password");
    Tools tools =
        Tools.provided(home.root())
            .filter(t -> Files.exists(administrator))
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.SERVICE,
                        "Grafana has no account at your PostgreSQL that is known here.",
                        "Make it by monitoring/grafana/reader.sql, and set " + PASSWORD + "."));
    String password = Secret.in(home.folder().resolve("monitoring/grafana.password"));
    Map<String, String> environment = new HashMap<>(tools.environment());
    environment.put("PGPASSWORD", Secret.in(administrator));
    environment.put(PASSWORD, password);
    Invocation.of(
            List.of(
                tools.postgresProgram("psql").toString(),
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                database.host(),
                "-p",
                Integer.toString(database.port()),
                "-U",
                "postgres",
                "-d",
                database.database(),
                "-f",
                home.root().resolve("monitoring/grafana/reader.sql").toString()))
        .with(environment)
        .runOrFail("Grafana's account could not be made", "See ./sparkle logs.");
    return as(database, NAME, password);
  }

  private static DatabaseAddress as(DatabaseAddress database, String user, String password) {
    return new DatabaseAddress(
        database.host(), database.port(), database.database(), user, password);
  }
}
