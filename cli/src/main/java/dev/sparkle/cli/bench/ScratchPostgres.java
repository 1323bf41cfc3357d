package dev.sparkle.cli.bench;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Tools;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL for one measurement; gone afterwards. */
final class ScratchPostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PostgresCluster cluster;

  private ScratchPostgres(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param root the checkout, which has or gets the programs
   */
  static ScratchPostgres start(Path root) {
    PostgresCluster cluster =
        PostgresCluster.in(
            Tools.provide(root, Progress.SILENT),
            root.resolve("cli/target/bench-postgres"),
            Ports.free());
    cluster.delete();
    cluster.start(PATIENCE, Progress.SILENT);
    return new ScratchPostgres(cluster);
  }

  DatabaseAddress address() {
    return cluster.address();
  }

  @Override
  public void close() {
    cluster.delete();
  }
}
