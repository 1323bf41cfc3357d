package dev.sparkle.cli.tune;

import com.sun.management.OperatingSystemMXBean;
import dev.sparkle.cli.bench.task.Pool;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.platform.control.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/** Measures this machine, on a PostgreSQL of its own that is gone afterwards. */
final class Measuring {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NOOPS = 5_000;
  private static final int[] CONNECTIONS = {1, 2, 4, 8, 16, 32};

  /**
   * Attempts at a time for each core. Where 2 ms of computing meet 20 ms of waiting, eleven keep a
   * core busy, and more cannot help.
   */
  private static final int[] ATTEMPTS_A_CORE = {1, 2, 4, 6, 8, 12};

  private static final int[] BATCHES = {16, 64, 256, Settings.Tasks.LARGEST_BATCH};

  /** As shipped. */
  private static final int USUAL = 8;

  @FunctionalInterface
  private interface Probe {
    double at(int size) throws Exception;
  }

  private final Progress progress;

  Measuring(Progress progress) {
    this.progress = progress;
  }

  /**
   * Measures, for some two minutes.
   *
   * @param root the checkout
   */
  Measured run(Path root) throws Exception {
    Path folder = root.resolve("cli/target/tune-" + ProcessHandle.current().pid());
    double load = system().getSystemLoadAverage();
    progress.now("starting a PostgreSQL to measure");
    PostgresCluster postgres =
        PostgresCluster.in(Tools.provide(root, progress), folder.resolve("postgres"), Ports.free());
    Runnable removal =
        () -> {
          postgres.delete();
          Removal.of(folder);
        };
    Thread early = new Thread(removal);
    Runtime.getRuntime().addShutdownHook(early);
    try {
      postgres.start(PATIENCE, Progress.SILENT);
      progress.now("fsync");
      DiskProbe.Fsync fsync = DiskProbe.fsync(folder);
      return measure(source(postgres.address()), load, fsync);
    } finally {
      removal.run();
      Runtime.getRuntime().removeShutdownHook(early);
    }
  }

  private Measured measure(PGSimpleDataSource source, double load, DiskProbe.Fsync fsync)
      throws Exception {
    QueueTables.make(source);
    int cores = Runtime.getRuntime().availableProcessors();
    int[] attempts = IntStream.of(ATTEMPTS_A_CORE).map(each -> each * cores).toArray();
    try (Pool pool = new Pool(source)) {
      QueueProbe queue = new QueueProbe(pool.dataSource());
      progress.now("warming up");
      queue.rate(ProbeTasks.NOOP, NOOPS, USUAL, Settings.Tasks.LARGEST_BATCH);
      CommitProbe commits = new CommitProbe(source);
      return new Measured(
          cores,
          system().getTotalMemorySize() >> 20,
          load,
          fsync.p50Ms(),
          fsync.p95Ms(),
          curve("commits/s, %d connections", CONNECTIONS, commits::rate),
          curve(
              "no-ops/s, %d at a time",
              attempts,
              size -> queue.rate(ProbeTasks.NOOP, NOOPS, size, Settings.Tasks.LARGEST_BATCH)),
          curve(
              "mixed tasks/s, %d at a time",
              attempts,
              size -> queue.rate(ProbeTasks.MIXED, 40 * size, size, Settings.Tasks.LARGEST_BATCH)),
          curve(
              "no-ops/s, %d in one statement",
              BATCHES, size -> queue.rate(ProbeTasks.NOOP, NOOPS, USUAL, size)));
    }
  }

  private Curve curve(String words, int[] sizes, Probe probe) throws Exception {
    TreeMap<Integer, Double> points = new TreeMap<>();
    for (int size : sizes) {
      progress.now(words.formatted(size));
      points.put(size, (double) Math.round(probe.at(size)));
    }
    return new Curve(points);
  }

  private static PGSimpleDataSource source(DatabaseAddress database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    source.setStringType("unspecified");
    source.setPrepareThreshold(3);
    return source;
  }

  private static OperatingSystemMXBean system() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
