package dev.sparkle.cli.bench.chat;

/**
 * Counts of times, from which quantiles are read: exact below 64 µs, above with at most 1/32 too
 * much, never too little. Not thread-safe.
 */
public final class Delays {

  private static final int PARTS = 32;
  private static final int PART_BITS = 5;

  private final long[] counts = new long[PARTS * (64 - PART_BITS)];
  private long all;
  private long largest;

  /** Adds a time; a negative one counts as none. */
  public void add(long micros) {
    long time = Math.max(0, micros);
    counts[bucket(time)]++;
    all++;
    largest = Math.max(largest, time);
  }

  public long count() {
    return all;
  }

  /** In milliseconds; not a number if there are none. */
  public double quantile(double share) {
    if (all == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(share * all));
    int bucket = 0;
    for (long below = counts[0]; below < rank; below += counts[bucket]) {
      bucket++;
    }
    return Math.min(last(bucket), largest) / 1e3;
  }

  private static int bucket(long time) {
    int shift = Math.max(0, 63 - PART_BITS - Long.numberOfLeadingZeros(time));
    return shift * PARTS + (int) (time >>> shift);
  }

  /** The longest time of a bucket. */
  private static long last(int bucket) {
    int shift = Math.max(0, bucket / PARTS - 1);
    return ((bucket - shift * PARTS + 1L) << shift) - 1;
  }
}
