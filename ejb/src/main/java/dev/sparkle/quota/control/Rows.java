package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Reservation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings reservations into the ledger, beside the calls that they were made for: all that wait with
 * one statement and one commit. {@link #bring} is run by one thread at a time; {@link #add} never
 * waits.
 *
 * <p>What could not be written is tried again, until it stands there: an end that it may have had
 * meanwhile is written behind it. What waits here when the node dies is known to Redis, and is
 * written by whoever finds it there ({@link Housekeeping}).
 */
final class Rows {

  private static final int BATCH = 200;

  /**
   * A reservation on its way into the ledger.
   *
   * @param incarnation the run of the node that made it
   * @param inMemory whether Redis does not know of it
   * @param written completes with whether it is the only one of its id; fails if the ledger cannot
   *     be written now
   */
  record Row(
      Reservation made,
      UUID incarnation,
      boolean inMemory,
      CompletableFuture<Boolean> written,
      long since) {}

  private final Ledger ledger;
  private final QuotaEvents events;
  private final Map<UUID, Row> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean sent = new AtomicBoolean();
  private volatile boolean stuck;

  Rows(Ledger ledger, QuotaEvents events) {
    this.ledger = ledger;
    this.events = events;
  }

  /** Takes a reservation, to be brought into the ledger soon. */
  CompletableFuture<Boolean> add(Reservation made, UUID incarnation, boolean inMemory) {
    Row row = new Row(made, incarnation, inMemory, new CompletableFuture<>(), System.nanoTime());
    Row before = waiting.putIfAbsent(made.id(), row);
    return before == null ? row.written() : before.written();
  }

  /** Whether somebody must be sent to bring them: nobody is on the way. */
  boolean wantBringing() {
    return sent.compareAndSet(false, true);
  }

  /** Whether the ledger could not be written when it was last tried. */
  boolean isStuck() {
    return stuck;
  }

  /** How many wait. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Writes all that wait.
   *
   * @throws SQLException if the ledger cannot be written; they go on waiting
   */
  synchronized void bring() throws SQLException {
    sent.set(false);
    while (!waiting.isEmpty()) {
      List<Row> batch = waiting.values().stream().limit(BATCH).toList();
      try {
        Set<UUID> there = ledger.reserve(batch);
        stuck = false;
        batch.forEach(row -> stands(row, there.contains(row.made().id())));
      } catch (SQLException | RuntimeException e) {
        stuck = true;
        // all that wait, not this batch alone: nobody shall wait for a ledger that is away
        waiting.values().forEach(row -> row.written().completeExceptionally(e));
        throw e;
      }
    }
  }

  private void stands(Row row, boolean only) {
    waiting.remove(row.made().id());
    events.rowTook(Duration.ofNanos(System.nanoTime() - row.since()));
    row.written().complete(only);
  }
}
