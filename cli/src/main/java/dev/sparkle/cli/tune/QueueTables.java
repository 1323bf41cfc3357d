package dev.sparkle.cli.tune;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The queue's tables, as the migration makes them. */
final class QueueTables {

  private static final String MIGRATION = "/db/migration/V5__task.sql";

  private QueueTables() {}

  /** Makes them in an empty database. */
  static void make(DataSource database) throws SQLException, IOException {
    try (InputStream in = QueueTables.class.getResourceAsStream(MIGRATION)) {
      if (in == null) {
        throw new IOException(MIGRATION + " is not on the class path");
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
