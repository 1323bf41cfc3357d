package dev.sparkle.cli.validate;

import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** PostgreSQL, its extension for vectors, and what stands in the database. */
final class DatabaseProbe implements Work {

  /** Three points of a plane; no table, so no index. */
  private static final String NEAREST =
      """
      select name from (values ('east', vector '[1,0]'), ('north', vector '[0,1]'),
        ('west', vector '[-1,0]')) as place (name, at) order by at <=> vector '[0.1,0.9]' limit 1
      """;

  /** Small tables of the catalogue. */
  private static final String INDEXES =
      "select count(*) from pg_indexes where indexdef like '%using hnsw%' or indexdef like '%USING hnsw%'";

  /** As above; an index that is not valid serves nobody. */
  private static final String INVALID = "select count(*) from pg_index where not indisvalid";

  @Override
  public String command(Scene scene) {
    return "SQL at the installation's database";
  }

  @Override
  public Outcome run(Scene scene) throws SQLException {
    DatabaseAddress address = DbCommand.address(new Home(scene.root()));
    Database database = Database.ask(address);
    try (Connection connection = Database.connect(address);
        Statement statement = connection.createStatement()) {
      return Outcome.of(
          List.of(
              Reading.yes("PostgreSQL " + database.version(), !database.version().isEmpty()),
              Reading.yes("pgvector " + database.pgvector(), !database.pgvector().isEmpty()),
              Reading.yes(
                  "the nearest of three vectors is found", one(statement, NEAREST).equals("north")),
              Reading.must(
                  "indexes over vectors",
                  Double.parseDouble(one(statement, INDEXES)),
                  "",
                  Bound.atLeast(1)),
              Reading.must(
                  "indexes that are not valid",
                  Double.parseDouble(one(statement, INVALID)),
                  "",
                  Bound.atMost(0)),
              Reading.must(
                  "fsync on",
                  one(statement, "show fsync").equals("on") ? 1 : 0,
                  "",
                  Bound.atLeast(1)),
              Reading.plain("an answer took", database.answer().toNanos() / 1e6, "ms")));
    }
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
