package dev.sparkle.chat.boundary;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Says when the changes of a task are told: the first at once, further ones gathered, so that each
 * task is told of at most once in an interval, and the last change always is. Knows no clock:
 * moments come from outside, in nanoseconds. Thread-safe.
 */
final class ProgressPace {

  /** Tasks that are remembered at most; the oldest are forgotten, which tells them once more. */
  private static final int MOST = 10_000;

  private final long interval;
  private final Map<UUID, Long> toldAt = new HashMap<>();
  private final Map<UUID, Boolean> due = new HashMap<>();

  ProgressPace(Duration interval) {
    this.interval = interval.toNanos();
  }

  /**
   * A task changed.
   *
   * @return after how many nanoseconds it is to be told; empty if that is under way already
   */
  synchronized OptionalLong changed(UUID task, long now) {
    if (due.putIfAbsent(task, true) != null) {
      return OptionalLong.empty();
    }
    Long last = toldAt.get(task);
    return OptionalLong.of(last == null ? 0 : Math.max(0, interval - (now - last)));
  }

  /** The task is about to be looked at and told: what changes from now on is told again. */
  synchronized void telling(UUID task, long now) {
    due.remove(task);
    if (toldAt.size() >= MOST) {
      toldAt.values().removeIf(last -> now - last > interval);
    }
    toldAt.put(task, now);
  }

  /** The task has ended; nothing more is expected of it. */
  synchronized void ended(UUID task) {
    toldAt.remove(task);
  }
}
