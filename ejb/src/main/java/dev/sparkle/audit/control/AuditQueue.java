package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.Head;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be written. Bounded: what finds no room is not waited for but counted, and the
 * count becomes a record itself.
 */
public final class AuditQueue {

  /** Some 3 MB, and half a minute of 300 records a second while the database is away. */
  static final int ROOM = 10_000;

  /**
   * @param anchor null unless it is the end of another chain
   * @param written completes when it is committed
   */
  record Entry(Instant at, AuditEvent event, Head anchor, CompletableFuture<Void> written) {}

  private final BlockingQueue<Entry> waiting;
  private final AtomicLong lost = new AtomicLong();
  private final Clock clock;

  public AuditQueue(Clock clock) {
    this(clock, ROOM);
  }

  AuditQueue(Clock clock, int room) {
    this.clock = clock;
    this.waiting = new ArrayBlockingQueue<>(room);
  }

  /**
   * Takes an event; never blocks.
   *
   * @return completes when it is committed; exceptionally at once if there was no room
   */
  public CompletionStage<Void> add(AuditEvent event) {
    return add(event, null);
  }

  CompletionStage<Void> add(AuditEvent event, Head anchor) {
    Entry entry = new Entry(clock.instant(), event, anchor, new CompletableFuture<>());
    if (!waiting.offer(entry)) {
      lost.incrementAndGet();
      entry.written().completeExceptionally(new IllegalStateException("too many records wait"));
    }
    return entry.written();
  }

  /** An entry that goes in front of those that wait. */
  Entry now(AuditEvent event) {
    return new Entry(clock.instant(), event, null, new CompletableFuture<>());
  }

  /** The oldest ones, and they are gone from here. */
  List<Entry> take(int most) {
    List<Entry> taken = new ArrayList<>();
    waiting.drainTo(taken, most);
    return taken;
  }

  /** How many were lost since this was last asked. */
  long takeLost() {
    return lost.getAndSet(0);
  }

  /** How many wait. */
  public int size() {
    return waiting.size();
  }
}
