package dev.sparkle.cli.bench.peer;

import dev.sparkle.cli.bench.peer.server.PeerHandler;
import dev.sparkle.cli.bench.peer.server.PeerParts;
import dev.sparkle.cli.bench.peer.server.PeerProtocol;
import dev.sparkle.cli.bench.task.Pool;
import dev.sparkle.cli.bench.task.TaskRig;
import dev.sparkle.cli.bench.task.TaskSchema;
import dev.sparkle.task.control.TaskManager;
import dev.sparkle.task.control.engine.TaskObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.ds.PGSimpleDataSource;

/** The queue's own classes as a peer, in a plain JVM. Started by the script {@code start}. */
public final class JvmPeer {

  private static final int TRACKED = 10_000;

  private JvmPeer() {}

  /**
   * Serves until the harness closes its side.
   *
   * @param arguments {@code worker}, {@code producer} or {@code both}
   */
  public static void main(String[] arguments) {
    try {
      serve(arguments[0]);
      System.exit(0);
    } catch (Exception | LinkageError e) { // its threads would keep the program alive
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void serve(String role) throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(System.getenv("JDBC_URL"));
    source.setStringType("unspecified");
    source.setPrepareThreshold(3);
    Pool pool = new Pool(source);
    TaskSchema.ensure(pool.dataSource());
    int concurrency = Integer.parseInt(System.getenv().getOrDefault("CONC", "8"));
    Map<Integer, ExecutorService> lanes = new ConcurrentHashMap<>();
    Executor bare = Executors.newFixedThreadPool(Math.max(16, concurrency));
    TaskRig rig =
        new TaskRig(pool.dataSource(), concurrency, Map.of(PeerHandler.TYPE, new PeerHandler()));
    if (!role.equals("producer")) {
      rig.start();
    }
    new PeerProtocol(
            new PeerParts(
                rig.queue(),
                new TaskManager(bare, TaskObserver.NONE, TRACKED),
                bare,
                callers -> lanes.computeIfAbsent(callers, Executors::newFixedThreadPool),
                pool.dataSource()))
        .serve(System.in, System.out);
  }
}
