package dev.sparkle.cli.drill;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a learner learns.
 *
 * @param shortest time between an answer and the next question
 * @param longest of such times; they are spread evenly
 * @param answersASocket after which he hangs up and comes again, as a phone does
 */
record Manner(Duration shortest, Duration longest, int answersASocket) {

  /** Asks again at once, over one socket. */
  static final Manner EAGER = new Manner(Duration.ZERO, Duration.ZERO, Integer.MAX_VALUE);

  private static final long STEP_NANOS = 200_000_000;

  /** Waits, unless it is over. */
  void think(BooleanSupplier over) {
    long most = longest.toNanos() - shortest.toNanos();
    long time = shortest.toNanos() + (most <= 0 ? 0 : ThreadLocalRandom.current().nextLong(most));
    long end = System.nanoTime() + time;
    for (long left = time; left > 0 && !over.getAsBoolean(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, STEP_NANOS));
    }
  }
}
