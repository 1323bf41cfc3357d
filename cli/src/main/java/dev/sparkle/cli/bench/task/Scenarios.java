package dev.sparkle.cli.bench.task;

import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.TaskRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Scenarios of few tasks: how soon, in which order, with which end. */
final class Scenarios {

  private static final long PAUSE_NANOS = 13_000_000;

  private final TaskQueue queue;
  private final BenchHandlers handlers;

  Scenarios(TaskQueue queue, BenchHandlers handlers) {
    this.queue = queue;
    this.handlers = handlers;
  }

  /** Median of twenty times fifty submissions at once, in milliseconds. */
  double fiftyAtOnce() throws InterruptedException {
    long[] wall = new long[20];
    for (int round = 0; round < wall.length; round++) {
      handlers.expect(50);
      long began = System.nanoTime();
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        all.add(queue.submitShared(Throughput.noop(n)).toCompletableFuture());
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      wall[round] = System.nanoTime() - began;
      handlers.await();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return percentile(wall, 50);
  }

  /** Milliseconds of one submission after another, without a transaction. */
  long[] oneAfterAnother() throws InterruptedException {
    long[] each = new long[300];
    handlers.expect(each.length);
    for (int n = 0; n < each.length; n++) {
      long began = System.nanoTime();
      queue.submit(Throughput.noop(n));
      each[n] = System.nanoTime() - began;
    }
    handlers.await();
    return each;
  }

  /** Nanoseconds from the call of submit to the start of the handler, nothing else to do. */
  long[] toStart() throws InterruptedException {
    long[] start = new long[300];
    for (int n = 0; n < start.length; n++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      handlers.expect(1);
      long began = System.nanoTime();
      queue.submit(Throughput.noop(n));
      handlers.await();
      start[n] = handlers.lastStart() - began;
    }
    return start;
  }

  /** Seconds for fifty tasks of two seconds; ten at a time take ten. */
  double twoSeconds() throws InterruptedException {
    handlers.expect(50);
    long began = System.nanoTime();
    queue.submitAll(jobs("sleep", 0, 50, 2000, Priority.DEFAULT));
    handlers.await();
    return (System.nanoTime() - began) / 1e9;
  }

  /** Seconds for two hundred tasks of which sixty fail at first. */
  double failing() throws InterruptedException {
    handlers.expect(200);
    long began = System.nanoTime();
    queue.submitAll(jobs("flaky", 0, 200, 0, Priority.DEFAULT));
    handlers.await();
    return (System.nanoTime() - began) / 1e9;
  }

  /** Position of the last of fifty high tasks among those that end after they came; four run. */
  int lastHigh() throws InterruptedException {
    handlers.expect(250);
    queue.submitAll(jobs("sleep", 0, 200, 50, Priority.LOW));
    LockSupport.parkNanos(300_000_000);
    queue.submitAll(jobs("sleep", 1000, 50, 50, Priority.HIGH));
    int before = handlers.order().size();
    handlers.await();
    List<Integer> order = handlers.order();
    int last = 0;
    for (int place = before; place < order.size(); place++) {
      if (order.get(place) >= 1000) {
        last = place - before + 1;
      }
    }
    return last;
  }

  private static List<TaskRequest> jobs(
      String type, int from, int count, long millis, Priority priority) {
    List<TaskRequest> jobs = new ArrayList<>();
    for (int n = from; n < from + count; n++) {
      jobs.add(TaskRequest.of(type, new BenchHandlers.Job(n, millis)).withPriority(priority));
    }
    return jobs;
  }

  /** A percentile of nanoseconds, in milliseconds. */
  static double percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }
}
