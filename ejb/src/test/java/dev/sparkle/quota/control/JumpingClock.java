package dev.sparkle.quota.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock that somebody sets while the node runs. */
final class JumpingClock extends Clock {

  private final AtomicReference<Duration> wrong;

  /**
   * @param wrong how far it is ahead at first
   */
  JumpingClock(Duration wrong) {
    this.wrong = new AtomicReference<>(wrong);
  }

  /** From now on it is so far ahead; behind, if negative. */
  void jump(Duration ahead) {
    wrong.set(ahead);
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(wrong.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody needs another zone");
  }
}
