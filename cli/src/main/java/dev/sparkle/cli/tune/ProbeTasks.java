package dev.sparkle.cli.tune;

import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * The tasks that are measured: one does nothing, one computes for a while and waits for a while.
 */
final class ProbeTasks {

  static final String NOOP = "noop";
  static final String MIXED = "mixed";

  private static final long COMPUTE_NANOS = 2_000_000;
  private static final long WAIT_NANOS = 20_000_000;
  private static final byte[] BLOCK = new byte[4096];

  /** The payload. */
  record Job(int number) {}

  private final long rounds = roundsOf(COMPUTE_NANOS);
  private volatile CountDownLatch latch = new CountDownLatch(0);

  /** Work is counted and not timed: with more threads than cores, time passes without any. */
  private static long roundsOf(long nanos) {
    long rounds = 0;
    compute(20_000); // until it is compiled
    long end = System.nanoTime() + 20 * nanos;
    while (System.nanoTime() < end) {
      compute(10);
      rounds += 10;
    }
    return rounds / 20;
  }

  private static long compute(long rounds) {
    CRC32 sum = new CRC32();
    for (long each = 0; each < rounds; each++) {
      sum.update(BLOCK);
    }
    return sum.getValue();
  }

  void expect(int tasks) {
    latch = new CountDownLatch(tasks);
  }

  /** Until all have been handled; false: not within two minutes. */
  boolean await() throws InterruptedException {
    return latch.await(2, TimeUnit.MINUTES);
  }

  Map<String, TaskHandler<?, ?>> handlers() {
    return Map.of(NOOP, new Probe(0, 0), MIXED, new Probe(rounds, WAIT_NANOS));
  }

  private final class Probe implements TaskHandler<Job, Void> {

    private final long compute;
    private final long waitNanos;

    Probe(long compute, long waitNanos) {
      this.compute = compute;
      this.waitNanos = waitNanos;
    }

    @Override
    public Class<Job> input() {
      return Job.class;
    }

    @Override
    public Void handle(Job job, TaskContext context) {
      if (compute > 0) {
        compute(compute);
        long end = System.nanoTime() + waitNanos;
        for (long left = waitNanos; left > 0; left = end - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
      latch.countDown();
      return null;
    }
  }
}
