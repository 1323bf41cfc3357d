package dev.sparkle.safety.control.output;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A filter with a stopwatch: tells what layer 4 computed for an answer, and how long it held the
 * first words back. The filter is made once, by whoever needs it first: {@link #prepare} may run
 * beside everything else, e.g. while the model thinks. Otherwise not safe for more than one thread
 * at a time.
 */
public final class TimedFilter {

  /** What was made, and how long that took. */
  private record Made(OutputFilter filter, long nanos) {}

  private final FutureTask<Made> making;
  private final LongSupplier nanos;
  private long computed;
  private long firstIn;
  private long firstOut;
  private boolean began;
  private boolean spoke;

  /**
   * @param filter makes a new one; called once
   * @param nanos a clock that only rises, in nanoseconds
   */
  public TimedFilter(Supplier<OutputFilter> filter, LongSupplier nanos) {
    this.nanos = nanos;
    making =
        new FutureTask<>(
            () -> {
              long start = nanos.getAsLong();
              OutputFilter made = filter.get();
              return new Made(made, nanos.getAsLong() - start);
            });
  }

  /** Makes the filter unless somebody did or does; a failure is told to who uses it. */
  public void prepare() {
    making.run();
  }

  /** As {@link OutputFilter#push}. */
  public FilterStep push(CharSequence chunk) {
    if (!began && !chunk.isEmpty()) {
      began = true;
      firstIn = nanos.getAsLong();
    }
    OutputFilter filter = made().filter();
    long start = nanos.getAsLong();
    return timed(filter.push(chunk), start);
  }

  /** As {@link OutputFilter#finish}. */
  public FilterStep finish() {
    OutputFilter filter = made().filter();
    long start = nanos.getAsLong();
    return timed(filter.finish(), start);
  }

  private Made made() {
    making.run();
    try {
      return making.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the answer cannot be checked", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the server stops", e);
    }
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

  /** What was computed so far, making the filter included; waiting for the model is no part. */
  public Duration computed() {
    return Duration.ofNanos(computed + made().nanos());
  }

  /** From the model's first characters to the first that left; empty while none has left. */
  public Optional<Duration> heldFirstWords() {
    return began && spoke ? Optional.of(Duration.ofNanos(firstOut - firstIn)) : Optional.empty();
  }
}
