package dev.sparkle.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** All tables in a schema of their own, which goes away again. Touches no other table. */
final class BenchSchema implements AutoCloseable {

  private final PGSimpleDataSource server;
  private final PGSimpleDataSource schema;
  private final String name = "bench_" + UUID.randomUUID().toString().replace("-", "");

  private BenchSchema(String url, String user, String password) {
    this.server = source(url, user, password);
    this.schema = source(url, user, password);
    this.schema.setCurrentSchema(name + ",public");
  }

  /** Makes the schema. The extension vector must be installed, or the user may install it. */
  static BenchSchema create(String url, String user, String password)
      throws SQLException, IOException {
    BenchSchema bench = new BenchSchema(url, user, password);
    try (Connection connection = bench.server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists vector schema public");
      statement.execute("create schema " + bench.name);
    }
    try (Connection connection = bench.schema.getConnection();
        Statement statement = connection.createStatement()) {
      for (String script : migration("index.txt").split("\\s+")) {
        statement.execute(migration(script));
      }
    }
    return bench;
  }

  DataSource dataSource() {
    return schema;
  }

  /** A new account that owns nothing. */
  UUID account() throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection connection = schema.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into account (id, kind, display_name, roles, created_at)"
              + " values ('%s', 'guest', 'bench', '{learner}', now())".formatted(id));
    }
    return id;
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema " + name + " cascade");
    }
  }

  private static PGSimpleDataSource source(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  private static String migration(String name) throws IOException {
    try (InputStream in = BenchSchema.class.getResourceAsStream("/db/migration/" + name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
