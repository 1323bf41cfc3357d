package dev.sparkle.cli.bench.task;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.engine.Handlers;
import dev.sparkle.task.control.engine.Parts;
import dev.sparkle.task.control.engine.TaskEngine;
import dev.sparkle.task.control.engine.TaskObserver;
import dev.sparkle.task.control.engine.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The queue's own classes in a plain JVM, without a container. */
public final class TaskRig implements AutoCloseable {

  private final ExecutorService loops = Executors.newCachedThreadPool();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
  private final TaskEngine engine;
  private final TaskQueue queue;

  /**
   * A queue that does not work yet.
   *
   * @param pool of connections in autocommit mode
   * @param concurrency attempts at a time in the queue {@code default}
   */
  public TaskRig(DataSource pool, int concurrency, Map<String, TaskHandler<?, ?>> handlers) {
    this(pool, concurrency, Settings.Tasks.LARGEST_BATCH, handlers);
  }

  /**
   * A queue that does not work yet.
   *
   * @param batch most tasks in one statement
   */
  public TaskRig(
      DataSource pool, int concurrency, int batch, Map<String, TaskHandler<?, ?>> handlers) {
    Map<String, Supplier<TaskHandler<?, ?>>> sources = new HashMap<>();
    handlers.forEach((type, handler) -> sources.put(type, () -> handler));
    Parts parts =
        new Parts(
            pool,
            loops,
            workers,
            timers,
            new Handlers(sources),
            TaskObserver.NONE,
            Tracing.NONE,
            Clock.systemUTC());
    Settings.Tasks settings =
        new Settings.Tasks(
            Map.of("default", concurrency),
            Duration.ofMillis(3000),
            Duration.ofMillis(1000),
            Duration.ofSeconds(10),
            3,
            Duration.ofDays(7),
            Duration.ofDays(30),
            10_000,
            batch);
    engine = new TaskEngine(parts, settings, "bench");
    queue = new TaskQueue(pool, engine, Runnable::run);
  }

  public TaskQueue queue() {
    return queue;
  }

  /** Begins to work. */
  public void start() {
    engine.start();
  }

  @Override
  public void close() {
    engine.stop();
    timers.shutdownNow();
    workers.shutdownNow();
    loops.shutdownNow();
  }
}
