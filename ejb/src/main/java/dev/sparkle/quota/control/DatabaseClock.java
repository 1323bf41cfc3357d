package dev.sparkle.quota.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of the database's clock, which all nodes share, counted on between two looks at it by a
 * clock that nobody sets. A node whose own clock is wrong, or jumps, opens no new budget.
 */
public final class DatabaseClock extends Clock {

  private record Look(Instant said, long nanos) {}

  private final LongSupplier nanos;
  private volatile Look last;

  /**
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  public DatabaseClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The database said so, when {@code nanos} gave that. */
  void set(Instant said, long at) {
    last = new Look(said, at);
  }

  /** The clock that only goes forward. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** Whether the database was ever asked. */
  boolean isSet() {
    return last != null;
  }

  /**
   * The time.
   *
   * @throws IllegalStateException before the database was asked
   */
  @Override
  public Instant instant() {
    Look known = last;
    if (known == null) {
      throw new IllegalStateException("the database has not told its time yet");
    }
    return known.said().plus(Duration.ofNanos(nanos.getAsLong() - known.nanos()));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("budgets know their zone");
  }
}
