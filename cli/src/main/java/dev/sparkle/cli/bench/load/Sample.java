package dev.sparkle.cli.bench.load;

import dev.sparkle.cli.bench.chat.NodeMemory;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * What a node and its database hold at a moment.
 *
 * @param seconds since the load began
 * @param rssMib of the node's process
 * @param heapMib in use after a full collection; not a number if the node does not tell
 * @param handles files and sockets that the node has open
 * @param deadPercent rows of all tables that are dead and not yet cleared
 * @param tablesMib all tables with their indexes
 * @param firstP95Ms of questions since the sample before; not a number if there were none
 */
record Sample(
    double seconds,
    double rssMib,
    double heapMib,
    double threads,
    double handles,
    double deadPercent,
    double tablesMib,
    double firstP95Ms) {

  /** Statistics of all tables: a view of some fifty rows. */
  private static final String TABLES =
      """
      select coalesce(100.0 * sum(n_dead_tup) / nullif(sum(n_live_tup) + sum(n_dead_tup), 0), 0),
        sum(pg_total_relation_size(relid)) / 1048576.0
      from pg_stat_user_tables
      """;

  static Sample of(double seconds, long pid, DatabaseAddress database, double firstP95Ms)
      throws IOException, InterruptedException, SQLException {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      row.next();
      return new Sample(
          seconds,
          ProcessTimes.status(pid, "VmRSS") / 1024.0,
          heap(pid),
          ProcessTimes.status(pid, "Threads"),
          handles(pid),
          row.getDouble(1),
          row.getDouble(2),
          firstP95Ms);
    }
  }

  /**
   * What lives. A small collection leaves what died in the old generation, and a quiet node has no
   * other for hours: that would look like a leak.
   */
  private static double heap(long pid) throws InterruptedException {
    try {
      return NodeMemory.of(pid).heapKib() / 1024.0;
    } catch (IOException notTold) {
      return Double.NaN;
    }
  }

  private static double handles(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    } catch (IOException notOurs) {
      return Double.NaN;
    }
  }
}
