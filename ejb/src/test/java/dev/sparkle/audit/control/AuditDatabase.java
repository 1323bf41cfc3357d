package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.Head;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The audit tables in a schema of their own on the PostgreSQL that the system property {@code
 * sparkle.test.jdbc-url} names (with user and password in it).
 */
public final class AuditDatabase implements AutoCloseable {

  private final PGSimpleDataSource server = source(null);
  private final String name;
  private final PGSimpleDataSource schema;

  public AuditDatabase() throws SQLException, IOException {
    this("test_" + UUID.randomUUID().toString().replace("-", ""));
    run(server, "create schema " + name);
    for (String script : migration("index.txt").lines().toList()) {
      if (script.endsWith("__identity.sql")
          || script.endsWith("__audit.sql")
          || script.endsWith("__guardian.sql")) {
        run(migration(script));
      }
    }
  }

  private AuditDatabase(String name) {
    this.name = name;
    this.schema = source(name);
  }

  /** The schema that another process made. */
  static AuditDatabase named(String name) {
    return new AuditDatabase(name);
  }

  String name() {
    return name;
  }

  public DataSource dataSource() {
    return schema;
  }

  Connection connect() throws SQLException {
    return schema.getConnection();
  }

  public void run(String sql) throws SQLException {
    run(schema, sql);
  }

  /** The first column of the first row, as text. */
  public String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  Verification verify(Head... kept) throws SQLException {
    try (Connection connection = connect()) {
      return new AuditReading().verify(connection, List.of(kept));
    }
  }

  /** A new account's id. */
  public UUID account() throws SQLException {
    UUID id = UUID.randomUUID();
    run(
        "insert into account (id, kind, display_name, roles, created_at)"
            + " values ('%s', 'guest', 'x', '{learner}', now())".formatted(id));
    return id;
  }

  @Override
  public void close() throws SQLException {
    run(server, "drop schema " + name + " cascade");
  }

  private static void run(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static PGSimpleDataSource source(String schema) {
    String url = System.getProperty("sparkle.test.jdbc-url");
    if (url == null) {
      throw new IllegalStateException(
          "Name a PostgreSQL: -Dsparkle.test.jdbc-url=jdbc:postgresql://…");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    if (schema != null) {
      source.setCurrentSchema(schema);
    }
    return source;
  }

  private static String migration(String name) throws IOException {
    try (InputStream in = AuditDatabase.class.getResourceAsStream("/db/migration/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
