package dev.sparkle.task.control.engine;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that begin with the time (UUID version 7, RFC 9562): what is submitted together lies together
 * in the table and its indexes, and the order of ids is the order of submission. Within one
 * millisecond of one JVM a counter keeps the order.
 */
final class Ids {

  private static final int COUNTER_BITS = 12;
  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  static UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    // a full counter borrows from the next millisecond
    long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long time = tick >>> COUNTER_BITS;
    long high = time << 16 | 0x7000L | tick & 0xFFF;
    long low = ThreadLocalRandom.current().nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(high, low);
  }
}
