package dev.sparkle.platform.control;

import java.io.IOException;
import java.io.Serial;
import java.util.function.LongSupplier;

/**
 * How large a request's body may be, and how long it may take to arrive: a time, and a second for
 * each {@link #BODY} or {@link #UPLOAD} bytes. A server's read time-out sees silence only; who
 * sends a byte now and then would keep a thread for ever.
 */
public final class BodyLimit {

  /** Bytes a second of what is sent at once: a phone at the edge of its network has as much. */
  public static final long BODY = 64 << 10;

  /**
   * Bytes a second of a file, which takes a slow line long: 64 kbit/s. One of 50 MiB may keep a
   * thread for 107 minutes so.
   */
  public static final long UPLOAD = 8 << 10;

  private static final long SECOND = 1_000_000_000L;

  private final long maxBytes;
  private final long patience;
  private final long floor;
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
   * @param floor bytes a second beside it
   * @param nanos a clock that never goes back
   */
  public BodyLimit(long maxBytes, long patience, long floor, LongSupplier nanos) {
    this.maxBytes = maxBytes;
    this.patience = patience;
    this.floor = floor;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** So many bytes were read; 0 and less: none. */
  public void took(int count) throws Exceeded {
    bytes += Math.max(0, count);
    if (bytes > maxBytes) {
      throw new Exceeded(true);
    }
    if (count >= 0 && nanos.getAsLong() - start > patience + bytes / floor * SECOND) {
      throw new Exceeded(false);
    }
  }
}
