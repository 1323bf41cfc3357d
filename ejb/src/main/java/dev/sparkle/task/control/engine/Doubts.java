package dev.sparkle.task.control.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the table may say that this worker runs what its memory does not know: a statement was
 * sent, and its answer did not come. Doubts are counted, so that one that arises while others are
 * being settled stays.
 *
 * <p>The server may be busy with a statement that nobody waits for any more, and commit it after
 * the doubt was settled. So for {@value #LATE_MINUTES} minutes from the last doubt on, another one
 * arises by itself at each poll. What is committed later than that is not noticed before the next
 * doubt, or the worker's end.
 */
final class Doubts {

  /** More than a socket's silence (60 s), and than TCP delivers what a closed socket had sent. */
  static final int LATE_MINUTES = 5;

  private static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(LATE_MINUTES);

  private final LongSupplier nanos;
  private final long pollNanos;
  private long arisen;
  private long settled;
  private boolean mayComeLate;
  private long arisenAt;
  private long settledAt;

  /**
   * None as yet.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Doubts(LongSupplier nanos, long pollMillis) {
    this.nanos = nanos;
    this.pollNanos = TimeUnit.MILLISECONDS.toNanos(pollMillis);
  }

  /** An answer did not come. */
  synchronized void arise() {
    arisen++;
    mayComeLate = true;
    arisenAt = nanos.getAsLong();
  }

  /** Whether there are any that are not settled. */
  synchronized boolean areOpen() {
    return arisen != settled;
  }

  /** Whether there is something to settle now; if it is only time to look again, a doubt arises. */
  synchronized boolean areDue() {
    if (arisen == settled && mayComeLate) {
      long now = nanos.getAsLong();
      if (now - settledAt >= pollNanos) {
        arisen++;
        mayComeLate = now - arisenAt < LATE_NANOS; // the last look comes after that time
      }
    }
    return arisen != settled;
  }

  /** How many arose till now, to be told to {@link #settle}. */
  synchronized long seen() {
    return arisen;
  }

  /** The first so many are settled; those that arose meanwhile stay open. */
  synchronized void settle(long seen) {
    settled = seen;
    settledAt = nanos.getAsLong();
  }
}
