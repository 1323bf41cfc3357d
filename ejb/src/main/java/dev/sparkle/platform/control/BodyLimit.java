package dev.sparkle.platform.control;

import java.io.IOException;
import java.io.Serial;
import java.util.function.LongSupplier;

/**
 * How large a request's body may be, and how long it may take to arrive: a time, and a second for
 * each 64 KiB. A server's read time-out sees silence only; who sends a byte now and then would keep
 * a thread for ever.
 */
public final class BodyLimit {

  private static final long BYTES_A_SECOND = 64 << 10;
  private static final long SECOND = 1_000_000_000L;

  private final long maxBytes;
  private final long patience;
  private final LongSupplier nanos;
  private final long start;
  private long bytes;

  /** The body is larger, or slower. */
  public static final class Exceeded extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private final boolean size;

    Exceeded(boolean size) {
      super(size ? "the body is too large" : "the body arrives too slowly");
      this.size = size;
    }

    /** Whether it is larger; else it is slower. */
    public boolean isSize() {
      return size;
    }
  }

  /**
   * @param patience nanoseconds
   * @param nanos a clock that never goes back
   */
  public BodyLimit(long maxBytes, long patience, LongSupplier nanos) {
    this.maxBytes = maxBytes;
    this.patience = patience;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** So many bytes were read; 0 and less: none. */
  public void took(int count) throws Exceeded {
    bytes += Math.max(0, count);
    if (bytes > maxBytes) {
      throw new Exceeded(true);
    }
    if (count >= 0 && nanos.getAsLong() - start > patience + bytes / BYTES_A_SECOND * SECOND) {
      throw new Exceeded(false);
    }
  }
}
