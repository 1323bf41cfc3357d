package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Brings ends to where they belong: first into the ledger, then to Redis, each until it worked. It
 * is used by one thread at a time; {@link #add} by any.
 *
 * <p>What waits here is lost with the node: the reservation is then found to be abandoned, and
 * counts in full. Nothing is lost while the node lives.
 */
final class Ends {

  private static final int BATCH = 200;

  /** What Redis was not told within this time it is not told any more: it is made anew. */
  private static final Duration TELLABLE = RedisBook.REMEMBERED.minusMinutes(5);

  private final Ledger ledger;
  private final LedgerReader reader;
  private final RedisBook redis;
  private final QuotaEvents events;
  private final Clock clock;
  private final Map<UUID, End> unwritten = new ConcurrentHashMap<>();
  private final Map<UUID, End> untold = new ConcurrentHashMap<>();

  Ends(Ledger ledger, LedgerReader reader, RedisBook redis, QuotaEvents events, Clock clock) {
    this.ledger = ledger;
    this.reader = reader;
    this.redis = redis;
    this.events = events;
    this.clock = clock;
  }

  /** An end, to be brought there soon. The first one of a reservation counts. */
  void add(End end) {
    unwritten.putIfAbsent(end.reservation().id(), end);
  }

  /** Forgets what was to be an end of that: it was no reservation. */
  void drop(Reservation never) {
    unwritten.computeIfPresent(
        never.id(), (id, end) -> end.reservation().equals(never) ? null : end);
  }

  /** How many wait. */
  int waiting() {
    return unwritten.size() + untold.size();
  }

  /**
   * Writes what waits into the ledger, and tells Redis. A call may end while its reservation is
   * still on its way into the ledger: it was handed over before, so once the ends are picked, all
   * their reservations can be written first.
   */
  void bring(Rows rows) throws SQLException {
    while (!unwritten.isEmpty()) {
      List<End> batch = unwritten.values().stream().limit(BATCH).toList();
      rows.bring();
      write(batch);
      batch.forEach(end -> unwritten.remove(end.reservation().id(), end));
    }
  }

  private void write(List<End> batch) throws SQLException {
    List<End> written = ledger.end(batch);
    Set<UUID> ids = written.stream().map(end -> end.reservation().id()).collect(Collectors.toSet());
    List<End> others = batch.stream().filter(end -> !ids.contains(end.reservation().id())).toList();
    written.forEach(this::count);
    List<End> tell = new ArrayList<>(written);
    if (!others.isEmpty()) {
      // an end that came before, or a reservation that was never written down
      Map<UUID, End> known =
          reader.endsOf(others.stream().map(End::reservation).toList()).stream()
              .collect(Collectors.toMap(end -> end.reservation().id(), end -> end));
      for (End other : others) {
        Reservation of = other.reservation();
        tell.add(known.getOrDefault(of.id(), End.first(of, End.Kind.RELEASED, Charge.NONE)));
      }
    }
    tell.forEach(this::tell);
  }

  private void count(End end) {
    long overrun = end.used().tokens().count() - end.reservation().charge().tokens().count();
    events.ended(end.kind().code(), Math.max(0, overrun));
  }

  /** Tells Redis an end that is in the ledger. */
  void tell(End end) {
    if (!redis.end(end)) {
      untold.put(end.reservation().id(), end);
    }
  }

  /**
   * Tells Redis what it could not be told before.
   *
   * @return false if something is too old to be told: Redis must be made anew
   */
  boolean tellAgain() {
    boolean all = true;
    for (End end : List.copyOf(untold.values())) {
      if (end.reservation().at().plus(TELLABLE).isBefore(clock.instant())) {
        untold.remove(end.reservation().id(), end);
        all = false;
      } else if (redis.end(end)) {
        untold.remove(end.reservation().id(), end);
      }
    }
    return all;
  }
}
