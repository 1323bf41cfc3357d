package dev.sparkle.quota.control;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts an account's calls on this node in any 60 seconds, exactly: the moments of its last calls
 * are kept, as many as the limit. Accounts that were quiet for a minute are forgotten.
 *
 * <p><b>Limitations.</b> Every node counts for itself, and a restart forgets.
 */
public final class RequestRate {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<UUID, Deque<Long>> calls = new ConcurrentHashMap<>();
  private volatile long sweptAt;

  /** A counter that nobody has used yet. */
  public RequestRate(Clock clock) {
    this.clock = clock;
    this.sweptAt = clock.millis();
  }

  /**
   * Takes one call, if there is room for it.
   *
   * @param limit calls in any 60 seconds; 0: without limit
   * @return how long to wait until there is room; zero if it was taken
   */
  public Duration take(UUID account, int limit) {
    if (limit == 0) {
      return Duration.ZERO;
    }
    long now = clock.millis();
    sweep(now);
    Duration[] wait = {Duration.ZERO};
    calls.compute(
        account,
        (id, known) -> {
          Deque<Long> moments = known == null ? new ArrayDeque<>() : known;
          forget(moments, now);
          if (moments.size() < limit) {
            moments.add(now);
          } else {
            wait[0] = Duration.ofMillis(moments.getFirst() + WINDOW.toMillis() - now);
          }
          return moments;
        });
    return wait[0];
  }

  /** A moment in the future, after the clock was set back, is forgotten like one of the past. */
  private static void forget(Deque<Long> moments, long now) {
    moments.removeIf(moment -> moment > now || now - moment >= WINDOW.toMillis());
  }

  private void sweep(long now) {
    if (Math.abs(now - sweptAt) >= WINDOW.toMillis()) {
      sweptAt = now;
      calls
          .keySet()
          .forEach(
              account ->
                  calls.computeIfPresent(
                      account,
                      (id, moments) -> {
                        forget(moments, now);
                        return moments.isEmpty() ? null : moments;
                      }));
    }
  }
}
