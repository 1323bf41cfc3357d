package dev.sparkle.safety.control.guardian;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Counts attacks of each account in a sliding window, on this node. */
public final class RepeatedAttacks {

  /** Accounts that are remembered; the one that was quiet longest is forgotten first. */
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<UUID, ArrayDeque<Instant>> attacks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ArrayDeque<Instant>> eldest) {
          return size() > MOST;
        }
      };

  public RepeatedAttacks(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts one more.
   *
   * @param enough so many within the window are repeated attacks; 0: never
   * @return whether this was the one that makes them so; then counting begins anew
   */
  public synchronized boolean add(UUID account, int enough, Duration window) {
    if (enough <= 0) {
      return false;
    }
    Instant now = clock.instant();
    ArrayDeque<Instant> recent = attacks.computeIfAbsent(account, id -> new ArrayDeque<>());
    while (!recent.isEmpty() && recent.peek().isBefore(now.minus(window))) {
      recent.remove();
    }
    recent.add(now);
    if (recent.size() < enough) {
      return false;
    }
    attacks.remove(account);
    return true;
  }
}
