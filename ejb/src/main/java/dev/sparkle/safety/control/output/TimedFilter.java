package dev.sparkle.safety.control.output;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A filter with a stopwatch: tells what layer 4 computed for an answer, and how long it held the
 * first words back. Not safe for more than one thread at a time.
 */
public final class TimedFilter {

  private final OutputFilter filter;
  private final LongSupplier nanos;
  private long computed;
  private long firstIn;
  private long firstOut;
  private boolean began;
  private boolean spoke;

  /**
   * @param filter a new one
   * @param nanos a clock that only rises, in nanoseconds
   */
  public TimedFilter(OutputFilter filter, LongSupplier nanos) {
    this.filter = filter;
    this.nanos = nanos;
  }

  /** As {@link OutputFilter#push}. */
  public FilterStep push(CharSequence chunk) {
    long start = nanos.getAsLong();
    if (!began && !chunk.isEmpty()) {
      began = true;
      firstIn = start;
    }
    return timed(filter.push(chunk), start);
  }

  /** As {@link OutputFilter#finish}. */
  public FilterStep finish() {
    long start = nanos.getAsLong();
    return timed(filter.finish(), start);
  }

  private FilterStep timed(FilterStep step, long start) {
    long end = nanos.getAsLong();
    computed += end - start;
    if (!spoke && !step.text().isEmpty()) {
      spoke = true;
      firstOut = end;
    }
    return step;
  }

  /** What was computed so far; waiting for the model is no part of it. */
  public Duration computed() {
    return Duration.ofNanos(computed);
  }

  /** From the model's first characters to the first that left; empty while none has left. */
  public Optional<Duration> heldFirstWords() {
    return began && spoke ? Optional.of(Duration.ofNanos(firstOut - firstIn)) : Optional.empty();
  }
}
