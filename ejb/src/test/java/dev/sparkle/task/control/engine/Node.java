package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.Queues;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A node in this JVM: the queue's real classes with plain threads. */
final class Node implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Short, for tests in which nodes die. */
  static final Duration LEASE = Duration.ofSeconds(3);

  private static final String COUNT =
      "select count(*) from task_done where id = any (?) and state = ?::task_state";

  private final DataSource database;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
  final TaskEngine engine;
  final TaskQueue queue;
  final Tasks tasks;
  final Queues queues;

  Node(DataSource database, String name, int concurrency, Map<String, TaskHandler<?, ?>> handlers) {
    this(database, name, concurrency, LEASE, Duration.ofSeconds(5), handlers);
  }

  Node(
      DataSource database,
      String name,
      int concurrency,
      Duration lease,
      Duration stop,
      Map<String, TaskHandler<?, ?>> handlers) {
    this.database = database;
    Map<String, Supplier<TaskHandler<?, ?>>> sources = new HashMap<>();
    handlers.forEach((type, handler) -> sources.put(type, () -> handler));
    Parts parts =
        new Parts(
            database,
            threads,
            threads,
            timers,
            new Handlers(sources),
            TaskObserver.NONE,
            Tracing.NONE,
            Clock.systemUTC());
    Map<String, Integer> configured = Map.of("default", concurrency);
    engine =
        new TaskEngine(
            parts,
            new Settings.Tasks(
                configured,
                lease,
                Duration.ofMillis(500),
                stop,
                5,
                Duration.ofDays(7),
                Duration.ofDays(30),
                100),
            name);
    queue = new TaskQueue(database, engine, Runnable::run);
    tasks = new Tasks(database, engine);
    queues = new Queues(database, engine, configured);
  }

  Node start() {
    engine.start();
    return this;
  }

  /** Waits until the task is in the state. */
  Task await(UUID id, TaskState state) throws TimeoutException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Task task = tasks.find(id).orElseThrow();
    while (task.state() != state) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("still " + task);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      task = tasks.find(id).orElseThrow();
    }
    return task;
  }

  /** Waits until all of them are in a state that is an end. */
  void awaitAll(List<UUID> ids, TaskState state) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(COUNT)) {
      new Arrays(count).add("uuid", ids, id -> id).add(state.label());
      for (int there = 0; there < ids.size(); ) {
        if (System.nanoTime() > end) {
          throw new TimeoutException("only " + there + " are " + state);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        try (ResultSet row = count.executeQuery()) {
          row.next();
          there = row.getInt(1);
        }
      }
    }
  }

  /** As kill -9: its threads end, nothing is written any more, its lease runs out. */
  void kill() {
    engine.vanish();
    timers.shutdownNow();
    threads.shutdownNow();
  }

  @Override
  public void close() {
    engine.stop();
    timers.shutdownNow();
    threads.shutdownNow();
  }
}
