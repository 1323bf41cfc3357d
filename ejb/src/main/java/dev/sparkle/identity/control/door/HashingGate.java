package dev.sparkle.identity.control.door;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets only so many passwords be hashed at once on this node, and only so many callers wait for it:
 * a flood of sign-ins costs a bounded share of memory, processors and threads, and what does not
 * fit is told to come back.
 */
public final class HashingGate {

  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int mostWaiting;
  private final Duration patience;

  /**
   * A gate.
   *
   * @param atOnce hashings at the same time; each takes 19 MiB
   * @param mostWaiting callers that may wait; each keeps a thread
   * @param patience how long one waits
   */
  public HashingGate(int atOnce, int mostWaiting, Duration patience) {
    this.free = new Semaphore(atOnce, true);
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  /**
   * Does the work when there is room.
   *
   * @return empty if there was none in time; then nothing was done
   */
  public <T> Optional<T> through(Supplier<T> work) {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      free.release();
    }
  }

  private boolean enter() {
    if (free.tryAcquire()) {
      return true;
    }
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      return false;
    }
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
