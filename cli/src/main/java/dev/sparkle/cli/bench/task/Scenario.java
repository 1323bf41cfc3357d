package dev.sparkle.cli.bench.task;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** One thing to be measured. */
interface Scenario {

  /** {@code sparkle.tasks.queues}. */
  int SHIPPED = 8;

  /** What it is about; the heading of its table. */
  String title();

  /** The number that its title begins with. */
  default int number() {
    return Integer.parseInt(title().substring(0, title().indexOf('.')));
  }

  /** How many tasks run at a time on a node; as shipped, where nothing else is said. */
  default int concurrency() {
    return SHIPPED;
  }

  /**
   * Measures.
   *
   * @param told hears each figure
   */
  void run(Session session, Consumer<Figure> told)
      throws IOException, InterruptedException, SQLException;

  /** Tasks go through in both ways until the programs are warm. */
  static void warm(Session session) throws IOException, InterruptedException {
    for (int round = 0; round < 3; round++) {
      session.run(5000, session.prefix(), "bulk", Map.of());
      session.run(1000, session.prefix(), "single", Map.of("conc", 10));
      session.run(100, session.prefix(), "single", Map.of("conc", 1));
    }
  }

  /** A percentile. */
  static double percentile(double[] values, int percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
