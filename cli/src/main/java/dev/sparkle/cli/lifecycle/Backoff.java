package dev.sparkle.cli.lifecycle;

import java.time.Duration;

/**
 * How long to wait before a node that died is started again: twice as long after each death in a
 * row, up to a cap; and after how many in a row it is given up.
 *
 * @param first wait after the first death
 * @param cap longest wait
 * @param deaths in a row; one more, and the node is given up
 * @param healthy a node that was ready for so long begins to count anew
 */
record Backoff(Duration first, Duration cap, int deaths, Duration healthy) {

  /**
   * The first restart at once, as far as a person can tell; then up to a minute, so that a broken
   * node does not keep the machine busy. Ten in a row take about six minutes of waiting: what is
   * not well by then does not get well by starting again.
   */
  static final Backoff STANDARD =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 10, Duration.ofMinutes(2));

  Backoff {
    if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0 || deaths < 1) {
      throw new IllegalArgumentException("no back-off: " + first + " up to " + cap);
    }
  }

  /** The wait after the n-th death in a row, n from 1. */
  Duration after(int death) {
    if (death < 1) {
      throw new IllegalArgumentException("the first death is 1, not " + death);
    }
    Duration wait = first;
    for (int i = 1; i < death && wait.compareTo(cap) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(cap) < 0 ? wait : cap;
  }

  /** Whether this many deaths in a row are too many. */
  boolean exhausted(int death) {
    return death > deaths;
  }
}
