package dev.sparkle.cli.tune;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** How many commits a second PostgreSQL makes durable, from so many connections at once. */
final class CommitProbe {

  private static final long LENGTH_NANOS = 1_500_000_000L;

  private final DataSource database;

  CommitProbe(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table tune_commit (number int not null)");
    }
  }

  double rate(int connections) throws InterruptedException, ExecutionException {
    ExecutorService writers = Executors.newFixedThreadPool(connections);
    try {
      long began = System.nanoTime();
      List<Callable<Integer>> work = new ArrayList<>();
      for (int each = 0; each < connections; each++) {
        work.add(() -> write(began + LENGTH_NANOS));
      }
      int commits = 0;
      for (Future<Integer> each : writers.invokeAll(work)) {
        commits += each.get();
      }
      return commits / ((System.nanoTime() - began) / 1e9);
    } finally {
      writers.shutdownNow();
    }
  }

  private int write(long end) throws SQLException {
    int commits = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into tune_commit values (1)")) {
      while (System.nanoTime() < end) {
        insert.executeUpdate();
        commits++;
      }
    }
    return commits;
  }
}
