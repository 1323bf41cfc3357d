package dev.sparkle.task.control.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The queue's tables in a schema of their own, on the PostgreSQL that the tests are given. */
final class TaskDatabase implements AutoCloseable {

  private final PGSimpleDataSource server = source();
  private final PGSimpleDataSource schema = source();
  private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");

  TaskDatabase() throws SQLException, IOException {
    schema.setCurrentSchema(name);
    run(server, "create schema " + name);
    try (InputStream in = TaskDatabase.class.getResourceAsStream("/db/migration/V5__task.sql")) {
      run(schema, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  DataSource dataSource() {
    return schema;
  }

  void run(String sql) throws SQLException {
    run(schema, sql);
  }

  private static void run(DataSource where, String sql) throws SQLException {
    try (Connection connection = where.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, with commas between. */
  String query(String sql) throws SQLException {
    try (Connection connection = schema.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(text.isEmpty() ? "" : ",").append(rows.getString(1));
      }
      return text.toString();
    }
  }

  @Override
  public void close() throws SQLException {
    run(server, "drop schema " + name + " cascade");
  }

  String schema() {
    return name;
  }

  static String url() {
    String url = System.getProperty("sparkle.test.jdbc-url");
    if (url == null) {
      throw new IllegalStateException(
          "Name a PostgreSQL: -Dsparkle.test.jdbc-url=jdbc:postgresql://…");
    }
    return url;
  }

  private static PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setStringType("unspecified");
    return source;
  }
}
