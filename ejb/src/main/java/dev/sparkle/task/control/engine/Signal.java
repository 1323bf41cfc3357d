package dev.sparkle.task.control.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes one waiting thread; rings that come before it looks again are one. */
final class Signal {

  private final AtomicBoolean rung = new AtomicBoolean();
  private final Semaphore bell = new Semaphore(0);

  void ring() {
    if (!rung.get() && rung.compareAndSet(false, true)) {
      bell.release();
    }
  }

  /** Waits for a ring, or until the time is over. */
  void await(long millis) throws InterruptedException {
    if (bell.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      rung.set(false);
    }
  }
}
