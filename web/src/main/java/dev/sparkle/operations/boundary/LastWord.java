package dev.sparkle.operations.boundary;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * A status that costs something to find out: asked for by one at a time, and kept for a while.
 * Whoever comes meanwhile hears the last word and does not wait. Thread-safe.
 */
final class LastWord {

  private record Word(int status, long at) {}

  private final long holds;
  private final LongSupplier nanos;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Word last;

  /**
   * @param holds how long a word is good
   * @param nanos a clock that never goes back
   */
  LastWord(Duration holds, LongSupplier nanos) {
    this.holds = holds.toNanos();
    this.nanos = nanos;
  }

  /**
   * The status: kept, or asked for, or, while another asks, the one before; 503 if there was none.
   *
   * @param ask may take its time; does not throw
   */
  int status(IntSupplier ask) {
    Word word = last;
    if (isGood(word) || !asking.tryLock()) {
      return word == null ? HttpURLConnection.HTTP_UNAVAILABLE : word.status();
    }
    try {
      // another may have asked between the look and the lock
      if (!isGood(last)) {
        int status = ask.getAsInt();
        last = new Word(status, nanos.getAsLong());
      }
      return last.status();
    } finally {
      asking.unlock();
    }
  }

  private boolean isGood(Word word) {
    return word != null && nanos.getAsLong() - word.at() < holds;
  }
}
