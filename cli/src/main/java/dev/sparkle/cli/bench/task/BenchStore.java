package dev.sparkle.cli.bench.task;

import dev.sparkle.cli.services.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that a measurement works in, seen from outside of the measured programs. */
final class BenchStore {

  private final String url;
  private final PGSimpleDataSource source = new PGSimpleDataSource();

  BenchStore(DatabaseAddress address) {
    url =
        address.jdbcUrl()
            + (address.jdbcUrl().contains("?") ? "&" : "?")
            + "user="
            + encoded(address.user())
            + "&password="
            + encoded(address.password());
    source.setUrl(url);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** For the program's {@code $JDBC_URL}, account and all. */
  String url() {
    return url;
  }

  /** Changes how many tasks run at a time, as an operator would, on every node. */
  void concurrency(int most) throws SQLException {
    execute(
        "insert into task_queue (name, concurrency) values ('default', "
            + most
            + ") on conflict (name) do update set concurrency = excluded.concurrency");
    execute("select pg_notify('sparkle_task', 'queues')");
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
