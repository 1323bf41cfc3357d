package dev.sparkle.quota.control;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The ledger's tables in a schema of their own, on the PostgreSQL that the system property {@code
 * sparkle.test.jdbc-url} names, with connections that are kept as Liberty would.
 */
final class QuotaDatabase implements AutoCloseable {

  private final PGSimpleDataSource server = new PGSimpleDataSource();
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final String name = "quota_" + UUID.randomUUID().toString().replace("-", "");
  private volatile boolean away;

  QuotaDatabase() throws SQLException, IOException {
    this(false);
  }

  /** A database whose clock can be set: see {@link #setTo}. */
  static QuotaDatabase withItsOwnClock() throws SQLException, IOException {
    return new QuotaDatabase(true);
  }

  private QuotaDatabase(boolean ownClock) throws SQLException, IOException {
    String url = System.getProperty("sparkle.test.jdbc-url");
    if (url == null) {
      throw new IllegalStateException(
          "Name a PostgreSQL: -Dsparkle.test.jdbc-url=jdbc:postgresql://…");
    }
    server.setUrl(url);
    run("create schema " + name);
    server.setCurrentSchema(name + ",pg_catalog");
    if (ownClock) {
      run(
          """
          create table its_clock (shift interval not null);
          insert into its_clock values (interval '0');
          create function clock_timestamp() returns timestamptz language sql volatile as
            'select pg_catalog.clock_timestamp() + shift from its_clock'
          """);
    }
    run(migration());
  }

  private static String migration() throws IOException {
    String index = resource("index.txt");
    return resource(index.lines().filter(each -> each.endsWith("__quota.sql")).findAny().get());
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = QuotaDatabase.class.getResourceAsStream("/db/migration/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** From now on nobody reaches it, or everybody does again. */
  void away(boolean gone) {
    away = gone;
  }

  /** From now on it is that time by the database's clock. */
  void setTo(Instant time) throws SQLException {
    run("update its_clock set shift = '" + time + "'::timestamptz - pg_catalog.clock_timestamp()");
  }

  /** The database's clock is set so much further. */
  void forward(Duration time) throws SQLException {
    run("update its_clock set shift = shift + interval '" + time.toMillis() + " ms'");
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return lend();
            });
  }

  private Connection lend() throws SQLException {
    if (away) {
      throw new SQLException("the test says that the database is away", "08001");
    }
    Connection kept = idle.poll();
    Connection real = kept == null ? server.getConnection() : kept;
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                idle.add(real);
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void run(String sql) throws SQLException {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one number that the query gives. */
  long number(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Tokens that count for a payer. */
  long counted(String scope) throws SQLException {
    return number(
        "select coalesce(sum(input_tokens + output_tokens), 0) from quota_entry where '"
            + scope
            + "' = any (scopes) and kind in ('settled', 'expired', 'corrected')");
  }

  @Override
  public void close() throws SQLException {
    for (Connection each : idle) {
      each.close();
    }
    run("drop schema " + name + " cascade");
  }
}
