package dev.sparkle.cli.bench.task;

import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.TaskRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** How many no-ops go through the queue in a second. */
final class Throughput {

  /** Requests in one call of the bulk's caller. */
  private static final int BLOCK = 1000;

  private final TaskQueue queue;
  private final BenchHandlers handlers;
  private final DataSource database;

  Throughput(TaskQueue queue, BenchHandlers handlers, DataSource database) {
    this.queue = queue;
    this.handlers = handlers;
    this.database = database;
  }

  /**
   * Rates, a second.
   *
   * @param submitted until the last was acknowledged
   * @param handled until the last was handled
   * @param settled until the store was empty, too
   */
  record Rates(double submitted, double handled, double settled) {}

  private interface Submitting {
    void run() throws InterruptedException;
  }

  /** So many callers, each with one task in a call, acknowledged after its commit. */
  Rates single(int count, int callers) throws InterruptedException, SQLException {
    AtomicInteger next = new AtomicInteger();
    return measure(
        count,
        () -> {
          List<Thread> threads = new ArrayList<>();
          for (int each = 0; each < callers; each++) {
            Thread thread = new Thread(() -> submitUntil(count, next));
            thread.start();
            threads.add(thread);
          }
          for (Thread thread : threads) {
            thread.join();
          }
        });
  }

  private void submitUntil(int count, AtomicInteger next) {
    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
      queue.submitShared(noop(n)).toCompletableFuture().join();
    }
  }

  /** One caller, a thousand tasks in a call. */
  Rates bulk(int count) throws InterruptedException, SQLException {
    return measure(
        count,
        () -> {
          for (int from = 0; from < count; from += BLOCK) {
            List<TaskRequest> block = new ArrayList<>();
            for (int n = from; n < Math.min(count, from + BLOCK); n++) {
              block.add(noop(n));
            }
            queue.submitAll(block);
          }
        });
  }

  static TaskRequest noop(int number) {
    return TaskRequest.of("noop", new BenchHandlers.Job(number, 0));
  }

  private Rates measure(int count, Submitting submitting)
      throws InterruptedException, SQLException {
    handlers.expect(count);
    long before = living();
    long began = System.nanoTime();
    submitting.run();
    long submitted = System.nanoTime();
    handlers.await();
    long handled = System.nanoTime();
    while (living() > before) {
      LockSupport.parkNanos(200_000);
    }
    return new Rates(
        rate(count, began, submitted),
        rate(count, began, handled),
        rate(count, began, System.nanoTime()));
  }

  private static double rate(int count, long from, long to) {
    return count / ((to - from) / 1e9);
  }

  /** What lives in the queue {@code default}; others may hold a million for the growth. */
  private long living() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select count(*) from task where queue = 'default' and state = 'queued'"
                    + " and not held) + (select count(*) from task where state = 'running')")) {
      row.next();
      return row.getLong(1);
    }
  }
}
