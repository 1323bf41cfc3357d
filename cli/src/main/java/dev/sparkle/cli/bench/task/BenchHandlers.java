package dev.sparkle.cli.bench.task;

import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What the tasks of a measurement do; it tells when they do it. */
final class BenchHandlers {

  /** The payload. */
  record Job(int number, long millis) {}

  private volatile CountDownLatch latch = new CountDownLatch(0);
  private volatile long lastStart;
  private final Queue<Integer> order = new ConcurrentLinkedQueue<>();

  /** Expects so many tasks from now on. */
  void expect(int tasks) {
    order.clear();
    latch = new CountDownLatch(tasks);
  }

  void await() throws InterruptedException {
    latch.await();
  }

  /** When the last no-op started, by {@link System#nanoTime}. */
  long lastStart() {
    return lastStart;
  }

  /** The numbers of the sleeping tasks, as they ended. */
  List<Integer> order() {
    return new ArrayList<>(order);
  }

  Map<String, TaskHandler<?, ?>> all() {
    return Map.of("noop", new Noop(), "sleep", new Sleep(), "flaky", new Flaky());
  }

  private abstract static class Base implements TaskHandler<Job, Void> {
    @Override
    public Class<Job> input() {
      return Job.class;
    }
  }

  private final class Noop extends Base {
    @Override
    public Void handle(Job job, TaskContext context) {
      lastStart = System.nanoTime();
      latch.countDown();
      return null;
    }
  }

  private final class Sleep extends Base {
    @Override
    public Void handle(Job job, TaskContext context) throws InterruptedException {
      Thread.sleep(job.millis());
      order.add(job.number());
      latch.countDown();
      return null;
    }
  }

  /** Three of ten fail, once or twice. */
  private final class Flaky extends Base {
    @Override
    public RetryPolicy retry() {
      return RetryPolicy.attempts(4).withBackoff(Duration.ofMillis(100)).withJitter(0);
    }

    @Override
    public Void handle(Job job, TaskContext context) {
      if (job.number() % 10 < 3 && context.attempt() <= 1 + job.number() % 2) {
        throw new IllegalStateException("failed, as it was asked to");
      }
      latch.countDown();
      return null;
    }
  }
}
