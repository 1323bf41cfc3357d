package dev.sparkle.knowledge.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema of its own on the PostgreSQL with pgvector that the system property {@code
 * sparkle.test.jdbc-url} names (with user and password in it).
 */
public final class ScratchDatabase implements AutoCloseable {

  private final PGSimpleDataSource server = source();
  private final PGSimpleDataSource schema = source();
  private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");

  /** Makes the schema, with all tables. */
  public ScratchDatabase() throws SQLException, IOException {
    schema.setCurrentSchema(name + ",public");
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists vector schema public");
      statement.execute("create schema " + name);
    }
    for (String script : migration("index.txt").split("\\s+")) {
      run(migration(script));
    }
  }

  /** Connections to the schema. */
  public DataSource dataSource() {
    return schema;
  }

  /** A new account with these roles. */
  public Caller newCaller(Role... roles) throws SQLException {
    UUID id = UUID.randomUUID();
    run(
        "insert into account (id, kind, display_name, roles, created_at)"
            + " values ('%s', 'guest', 'x', '{learner}', now())".formatted(id));
    return new Caller(id, Set.of(roles), Set.of());
  }

  /** Runs statements. */
  public void run(String sql) throws SQLException {
    try (Connection connection = schema.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a further migration. */
  public void migrate(String name) throws SQLException, IOException {
    run(migration(name));
  }

  /** The first column of all rows, a line for each. */
  public String query(String sql) throws SQLException {
    try (Connection connection = schema.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(text.isEmpty() ? "" : "\n").append(rows.getString(1));
      }
      return text.toString();
    }
  }

  /** How PostgreSQL would run the query on tables of any size. */
  public String explain(String sql) throws SQLException {
    try (Connection connection = schema.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      try (ResultSet rows = statement.executeQuery("explain " + sql)) {
        StringBuilder plan = new StringBuilder();
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
        return plan.toString();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema " + name + " cascade");
    }
  }

  private static PGSimpleDataSource source() {
    String url = System.getProperty("sparkle.test.jdbc-url");
    if (url == null) {
      throw new IllegalStateException(
          "Name a PostgreSQL with pgvector: -Dsparkle.test.jdbc-url=jdbc:postgresql://…");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  private static String migration(String name) throws IOException {
    try (InputStream in = ScratchDatabase.class.getResourceAsStream("/db/migration/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
