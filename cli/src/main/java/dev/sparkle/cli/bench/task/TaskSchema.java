package dev.sparkle.cli.bench.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The queue's tables in a database that has nothing else. */
public final class TaskSchema {

  private static final List<String> MIGRATIONS = List.of("V5__task.sql");

  private TaskSchema() {}

  /** Makes the tables unless they are there; several processes may ask at once. */
  public static void ensure(DataSource database) throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(7)");
      try {
        if (isMissing(statement)) {
          for (String each : MIGRATIONS) {
            statement.execute(read(each));
          }
        }
      } finally {
        statement.execute("select pg_advisory_unlock(7)");
      }
    }
  }

  private static boolean isMissing(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select to_regclass('task') is null")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String read(String migration) throws IOException {
    try (InputStream in = TaskSchema.class.getResourceAsStream("/db/migration/" + migration)) {
      if (in == null) {
        throw new IOException(migration + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
