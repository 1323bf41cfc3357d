package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Knows when something comes due: scheduled tasks, retries, and those that wait for a limit. The
 * database is asked only at such times, after something changed, and at each poll.
 */
final class DueClock {

  private static final int FULL = 1000;
  private static final long LONG_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final long pollMillis;
  private volatile boolean look = true;
  private volatile boolean admit = true;
  private volatile long nextNanos = System.nanoTime();
  private volatile long admitNanos = System.nanoTime();

  DueClock(long pollMillis) {
    this.pollMillis = pollMillis;
  }

  /** Something was scheduled, or is retried. */
  void lookAgain() {
    look = true;
  }

  /** A limit has a free place, or a task waits for one. */
  void admitAgain() {
    admit = true;
  }

  long millisToNext() {
    long next = Math.min(nextNanos, admitNanos) - System.nanoTime();
    return look || admit ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(next) + 1);
  }

  /** Queues what is due, and admits what limits allow; whether it may have queued something. */
  boolean round(Connection connection) throws SQLException {
    boolean may = false;
    if (look || System.nanoTime() - nextNanos >= 0) {
      look = false;
      int promoted;
      do {
        promoted = Transactions.retrying(() -> Due.promote(connection));
      } while (promoted == FULL);
      OptionalLong next = Due.next(connection);
      nextNanos = after(Math.min(pollMillis, next.orElse(LONG_MILLIS)));
      admit |= promoted > 0;
      may = promoted > 0;
    }
    if (admit || System.nanoTime() - admitNanos >= 0) {
      admit = false;
      OptionalLong next =
          Transactions.retrying(
              () -> Transactions.in(connection, () -> Admission.admit(connection)));
      admitNanos = after(Math.min(pollMillis, next.orElse(LONG_MILLIS)));
      may = true;
    }
    return may;
  }

  private static long after(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
