package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Tools;
import java.time.Duration;
import java.util.Optional;

/** A PostgreSQL server of its own for a look at a backup; gone afterwards, also after Ctrl-C. */
final class ScratchDatabase implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PostgresCluster cluster;
  private final Tools tools;
  private boolean closed;

  private ScratchDatabase(Tools tools, PostgresCluster cluster) {
    this.tools = tools;
    this.cluster = cluster;
  }

  static ScratchDatabase start(Home home, Progress progress) {
    Tools tools = Tools.provide(home.root(), progress);
    ScratchDatabase scratch =
        new ScratchDatabase(
            tools,
            PostgresCluster.in(
                tools,
                home.folder().resolve("verify-" + ProcessHandle.current().pid()),
                Ports.free()));
    Runtime.getRuntime().addShutdownHook(new Thread(scratch::close));
    try {
      scratch.cluster.start(PATIENCE, progress);
      return scratch;
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  String version() {
    return tools.postgres();
  }

  String pgvector() {
    return tools.pgvector();
  }

  DatabaseAddress address() {
    return cluster.address();
  }

  PostgresPrograms programs() {
    return PostgresPrograms.forServer(Optional.of(tools), tools.postgres());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cluster.delete();
    }
  }
}
