package dev.sparkle.cli.bench.task;

import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.RetryPolicy;
import dev.sparkle.task.entity.TaskRequest;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The core scenarios of the task queue, in this JVM; the names are those of the peers' harness. */
public final class TaskBench {

  /** Payload of a no-op. */
  record Nothing(int number) {}

  private final DataSource pool;
  private final PrintWriter out;
  private volatile CountDownLatch latch = new CountDownLatch(0);
  private final AtomicLong startedAt = new AtomicLong();
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();

  public TaskBench(DataSource pool, PrintWriter out) {
    this.pool = pool;
    this.out = out;
  }

  private abstract static class Work implements TaskHandler<Nothing, Void> {
    @Override
    public Class<Nothing> input() {
      return Nothing.class;
    }
  }

  private final class Noop extends Work {
    @Override
    public Void handle(Nothing input, TaskContext context) {
      startedAt.set(System.nanoTime());
      latch.countDown();
      return null;
    }
  }

  private final class Sleep extends Work {
    private final long millis;

    Sleep(long millis) {
      this.millis = millis;
    }

    @Override
    public Void handle(Nothing input, TaskContext context) throws InterruptedException {
      Thread.sleep(millis);
      order.add(input.number() + "");
      latch.countDown();
      return null;
    }
  }

  private final class Flaky extends Work {
    @Override
    public RetryPolicy retry() {
      return RetryPolicy.attempts(4).withBackoff(Duration.ofMillis(100)).withJitter(0);
    }

    @Override
    public Void handle(Nothing input, TaskContext context) {
      if (input.number() % 10 < 3 && context.attempt() <= 1 + input.number() % 2) {
        throw new IllegalStateException("as asked");
      }
      latch.countDown();
      return null;
    }
  }

  private TaskRig rig(int concurrency) {
    return new TaskRig(
        pool,
        concurrency,
        Map.of(
            "noop", new Noop(),
            "sleep-2000", new Sleep(2000),
            "sleep-50", new Sleep(50),
            "flaky", new Flaky()));
  }

  /** Runs them all. */
  public void run() throws Exception {
    try (TaskRig rig = rig(10)) {
      rig.start();
      for (int warm = 0; warm < 3; warm++) {
        bulk(rig.queue(), 20_000, false);
        single(rig.queue(), 5_000, 10, false);
      }
      for (int round = 0; round < 5; round++) {
        single(rig.queue(), 1000, 10, true);
        bulk(rig.queue(), 1000, true);
      }
      for (int round = 0; round < 3; round++) {
        bulk(rig.queue(), 20_000, true);
      }
      concurrent(rig.queue());
      sequential(rig.queue());
      latency(rig.queue());
      twoSeconds(rig.queue());
      flaky(rig.queue());
    }
    priorities();
  }

  private void single(TaskQueue queue, int count, int callers, boolean tell) throws Exception {
    latch = new CountDownLatch(count);
    long began = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int each = 0; each < callers; each++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  queue
                      .submitShared(TaskRequest.of("noop", new Nothing(n)))
                      .toCompletableFuture()
                      .join();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long submitted = System.nanoTime();
    latch.await();
    long ended = System.nanoTime();
    settled();
    if (tell) {
      out.printf(
          "single x%d %d: submitted %.0f/s, handled %.0f/s, settled %.0f/s%n",
          callers,
          count,
          rate(count, began, submitted),
          rate(count, began, ended),
          rate(count, began, System.nanoTime()));
      out.flush();
    }
  }

  private void bulk(TaskQueue queue, int count, boolean tell) throws Exception {
    latch = new CountDownLatch(count);
    long began = System.nanoTime();
    for (int from = 0; from < count; from += 1000) {
      List<TaskRequest> requests = new ArrayList<>();
      for (int n = from; n < Math.min(count, from + 1000); n++) {
        requests.add(TaskRequest.of("noop", new Nothing(n)));
      }
      queue.submitAll(requests);
    }
    long submitted = System.nanoTime();
    latch.await();
    long ended = System.nanoTime();
    settled();
    if (tell) {
      out.printf(
          "bulk %d: submitted %.0f/s, handled %.0f/s, settled %.0f/s%n",
          count,
          rate(count, began, submitted),
          rate(count, began, ended),
          rate(count, began, System.nanoTime()));
      out.flush();
    }
  }

  private void concurrent(TaskQueue queue) throws Exception {
    long[] wall = new long[20];
    for (int round = 0; round < wall.length; round++) {
      latch = new CountDownLatch(50);
      long began = System.nanoTime();
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        all.add(queue.submitShared(TaskRequest.of("noop", new Nothing(n))).toCompletableFuture());
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      wall[round] = System.nanoTime() - began;
      latch.await();
      LockSupport.parkNanos(20_000_000);
    }
    out.printf("50 concurrent enqueues: %s ms%n", percentiles(wall));
  }

  private void sequential(TaskQueue queue) {
    long[] each = new long[500];
    latch = new CountDownLatch(each.length);
    for (int n = 0; n < each.length; n++) {
      long began = System.nanoTime();
      queue.submitShared(TaskRequest.of("noop", new Nothing(n))).toCompletableFuture().join();
      each[n] = System.nanoTime() - began;
    }
    out.printf("sequential enqueues: %s ms%n", percentiles(each));
  }

  private void latency(TaskQueue queue) throws Exception {
    long[] start = new long[300];
    for (int n = 0; n < start.length; n++) {
      LockSupport.parkNanos(13_000_000);
      latch = new CountDownLatch(1);
      long began = System.nanoTime();
      queue.submitShared(TaskRequest.of("noop", new Nothing(n)));
      latch.await();
      start[n] = startedAt.get() - began;
    }
    out.printf("enqueue to start, same JVM: %s ms%n", percentiles(start));
    out.flush();
  }

  private void twoSeconds(TaskQueue queue) throws Exception {
    latch = new CountDownLatch(50);
    long began = System.nanoTime();
    List<TaskRequest> requests = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      requests.add(TaskRequest.of("sleep-2000", new Nothing(n)));
    }
    queue.submitAll(requests);
    latch.await();
    out.printf("50 tasks of 2 s, concurrency 10: %.3f s%n", (System.nanoTime() - began) / 1e9);
    out.flush();
  }

  private void flaky(TaskQueue queue) throws Exception {
    latch = new CountDownLatch(200);
    long began = System.nanoTime();
    List<TaskRequest> requests = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      requests.add(TaskRequest.of("flaky", new Nothing(n)));
    }
    queue.submitAll(requests);
    latch.await();
    out.printf("200 tasks, 30 %% fail: %.3f s%n", (System.nanoTime() - began) / 1e9);
    settled();
  }

  private void priorities() throws Exception {
    try (TaskRig rig = rig(4)) {
      rig.start();
      order.clear();
      latch = new CountDownLatch(250);
      List<TaskRequest> low = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        low.add(TaskRequest.of("sleep-50", new Nothing(n)).withPriority(Priority.LOW));
      }
      rig.queue().submitAll(low);
      LockSupport.parkNanos(300_000_000);
      int before = order.size();
      List<TaskRequest> high = new ArrayList<>();
      for (int n = 1000; n < 1050; n++) {
        high.add(TaskRequest.of("sleep-50", new Nothing(n)).withPriority(Priority.HIGH));
      }
      rig.queue().submitAll(high);
      latch.await();
      int position = 0;
      int last = 0;
      for (String each : order) {
        if (Integer.parseInt(each) >= 1000) {
          last = position - before + 1;
        }
        position++;
      }
      out.printf("priorities: last of 50 high ones at %d%n", last);
      out.flush();
    }
  }

  private void settled() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery("select count(*) from task")) {
          row.next();
          if (row.getInt(1) == 0) {
            return;
          }
        }
      }
    }
  }

  private static double rate(int count, long from, long to) {
    return count / ((to - from) / 1e9);
  }

  private static String percentiles(long[] nanos) {
    Arrays.sort(nanos);
    return "p50 %.2f p95 %.2f"
        .formatted(nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6);
  }
}
