package dev.sparkle.task.control;

import dev.sparkle.task.entity.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does nothing useful, for as long as it is told: measurements and drills run it through the whole
 * queue, as deployed.
 */
@ApplicationScoped
@Handles("task.probe")
public class ProbeHandler implements TaskHandler<ProbeHandler.Probe, Void> {

  private static final long MOST_MILLIS = 600_000;

  /**
   * What to do.
   *
   * @param millis how long it takes, 0 to 600,000
   * @param failures how many attempts fail at first
   */
  public record Probe(long millis, int failures) {
    public Probe {
      if (millis < 0 || millis > MOST_MILLIS || failures < 0) {
        throw new IllegalArgumentException("a probe takes 0 to 600,000 ms");
      }
    }
  }

  @Override
  public Class<Probe> input() {
    return Probe.class;
  }

  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(4).withBackoff(Duration.ofMillis(100)).withJitter(0);
  }

  @Override
  public Void handle(Probe input, TaskContext context) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(input.millis());
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      context.endIfCancelled();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted");
      }
      LockSupport.parkNanos(left);
    }
    if (context.attempt() <= input.failures()) {
      throw new IllegalStateException("failed, as it was asked to");
    }
    return null;
  }
}
