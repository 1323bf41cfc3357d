package dev.sparkle.identity.control.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How often a door was tried in vain of late, and until when it stays shut. An attempt is counted
 * before it is known how it ends, so that attempts at the same moment do not slip through; one that
 * succeeds is taken back.
 *
 * @param failures attempts that failed or have not ended
 * @param lastAt the latest
 * @param lockedUntil null: open
 */
public record Attempts(int failures, Instant lastAt, Instant lockedUntil) {

  /**
   * When a door is shut.
   *
   * @param free attempts before it is
   * @param memory attempts that lie further back than the last one's do not count
   * @param first how long it is shut at first; each further attempt doubles it
   * @param longest but never longer
   */
  public record Rule(int free, Duration memory, Duration first, Duration longest) {

    public Rule {
      if (free < 1 || memory.isNegative() || first.isNegative() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("no rule for a door");
      }
    }
  }

  public Attempts {
    Objects.requireNonNull(lastAt, "lastAt");
    if (failures < 1) {
      throw new IllegalArgumentException("no attempts are no record");
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
    boolean forgotten = before == null || before.lastAt().plus(rule.memory()).isBefore(now);
    int failures = forgotten ? 1 : Math.min(before.failures() + 1, rule.free() + 1_000);
    if (failures < rule.free()) {
      return new Attempts(failures, now, null);
    }
    // 2^20 seconds are twelve days: the shift cannot overflow
    long doublings = Math.min(20, failures - rule.free());
    Duration lock = rule.first().multipliedBy(1L << doublings);
    return new Attempts(
        failures, now, now.plus(lock.compareTo(rule.longest()) < 0 ? lock : rule.longest()));
  }

  /** Without one that succeeded after all; empty if none is left. */
  public Optional<Attempts> takenBack() {
    return failures == 1 ? Optional.empty() : Optional.of(new Attempts(failures - 1, lastAt, null));
  }
}
