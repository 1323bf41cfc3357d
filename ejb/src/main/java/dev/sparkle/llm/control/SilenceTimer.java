package dev.sparkle.llm.control;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches one stream for silence: before its first token, and between two tokens.
 *
 * <p>A token costs one volatile write, not a new timer: there is at most one timer per stream,
 * which looks when the last token came and sleeps for the rest. Silence is noticed at its limit or
 * shortly after, never before. It is told at most once.
 */
final class SilenceTimer {

  /** What was waited for in vain. */
  enum Silence {
    FIRST_TOKEN,
    GAP
  }

  /** Whoever ends the stream then; called on a thread of the timers, must not block. */
  interface Listener {
    void silent(Silence silence);
  }

  private final ScheduledExecutorService timers;
  private final LongSupplier nanoTime;
  private final long firstNanos;
  private final long gapNanos;
  private final Listener listener;

  private volatile long heardAt;
  private volatile boolean heard;
  private volatile boolean stopped;
  private volatile Future<?> next;

  SilenceTimer(
      ScheduledExecutorService timers,
      LongSupplier nanoTime,
      Duration firstToken,
      Duration gap,
      Listener listener) {
    this.timers = timers;
    this.nanoTime = nanoTime;
    this.firstNanos = firstToken.toNanos();
    this.gapNanos = gap.toNanos();
    this.listener = listener;
  }

  /** Starts to count. */
  void start() {
    heardAt = nanoTime.getAsLong();
    schedule(Math.min(firstNanos, gapNanos));
  }

  /** A token came. */
  void heard() {
    heardAt = nanoTime.getAsLong();
    heard = true;
  }

  /** Nothing is told from now on. */
  void stop() {
    stopped = true;
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  private void look() {
    if (stopped) {
      return;
    }
    boolean answering = heard;
    long limit = answering ? gapNanos : firstNanos;
    long quiet = nanoTime.getAsLong() - heardAt;
    if (quiet >= limit) {
      stopped = true;
      listener.silent(answering ? Silence.GAP : Silence.FIRST_TOKEN);
    } else {
      long rest = limit - quiet;
      schedule(answering ? rest : Math.min(rest, gapNanos));
    }
  }

  private void schedule(long nanos) {
    try {
      next = timers.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException shuttingDown) {
      // The server stops: its generations end with it, and another node ends their leases.
      stopped = true;
    }
    if (stopped && next != null) {
      next.cancel(false);
    }
  }
}
