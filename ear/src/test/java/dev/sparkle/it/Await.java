package dev.sparkle.it;

import dev.sparkle.cli.services.Pause;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what gives no signal, as any client of REST must: by looking again. */
final class Await {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Await() {}

  /**
   * Looks until it is as wanted.
   *
   * @return what was seen last
   * @throws AssertionError if it is not within the time
   */
  static <T> T until(Duration atMost, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + atMost.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + atMost + "; last seen: " + seen);
      }
      Pause.of(BETWEEN_LOOKS);
      seen = look.get();
    }
    return seen;
  }
}
