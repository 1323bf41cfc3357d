package dev.sparkle.identity.control.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How often a door was tried of late, and until when it stays shut. A bucket that leaks: each
 * attempt adds one, and it drains steadily. An attempt is counted before it is known how it ends,
 * so that attempts at the same moment do not slip through; one that succeeds is taken back.
 *
 * @param level attempts that have not drained yet
 * @param lastAt the latest
 * @param lockedUntil null: open
 */
public record Attempts(double level, Instant lastAt, Instant lockedUntil) {

  /**
   * When a door is shut.
   *
   * @param free attempts before it is
   * @param drains in which so many are forgotten again
   * @param first how long it is shut at first; each further attempt doubles it
   * @param longest but never longer
   */
  public record Rule(int free, Duration drains, Duration first, Duration longest) {

    public Rule {
      if (free < 1
          || drains.isZero()
          || drains.isNegative()
          || first.isNegative()
          || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("no rule for a door");
      }
    }
  }

  public Attempts {
    Objects.requireNonNull(lastAt, "lastAt");
    if (!(level >= 0)) {
      throw new IllegalArgumentException("no level of a bucket: " + level);
    }
  }

  /** How long the door stays shut; empty: it is open. */
  public Optional<Duration> shut(Instant now) {
    return lockedUntil == null || !lockedUntil.isAfter(now)
        ? Optional.empty()
        : Optional.of(Duration.between(now, lockedUntil));
  }

  /** With one more. {@code before} is null if there were none. */
  public static Attempts counted(Attempts before, Rule rule, Instant now) {
    double level = 1 + (before == null ? 0 : before.drained(rule, now));
    // what drained between the first attempt and the last gives no further one
    double beyond = level - (rule.free() - 1);
    if (beyond <= 0) {
      return new Attempts(level, now, null);
    }
    // 2^20 seconds are twelve days: the shift cannot overflow
    long doublings = (long) Math.min(20, Math.ceil(beyond) - 1);
    Duration lock = rule.first().multipliedBy(1L << doublings);
    return new Attempts(
        level, now, now.plus(lock.compareTo(rule.longest()) < 0 ? lock : rule.longest()));
  }

  /** A clock that was set back drains nothing. */
  private double drained(Rule rule, Instant now) {
    double passed = Math.max(0, Duration.between(lastAt, now).toMillis());
    return Math.max(0, level - passed * rule.free() / rule.drains().toMillis());
  }

  /** Without one that succeeded after all; empty if none is left. */
  public Optional<Attempts> takenBack() {
    return level <= 1 ? Optional.empty() : Optional.of(new Attempts(level - 1, lastAt, null));
  }
}
