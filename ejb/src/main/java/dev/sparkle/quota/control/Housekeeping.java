package dev.sparkle.quota.control;

import dev.sparkle.quota.control.RedisBook.Answer;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a node does every second so that ledger and Redis agree: says that it lives, brings ends
 * that wait, makes Redis's copy anew if it was lost, and ends what dead nodes left behind. Any node
 * can do all of it, and doing it twice does no harm.
 */
final class Housekeeping {

  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  /** Reservations without Redis are looked for in so much of the past. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(15);

  /** A picture of the ledger is taken anew at least so far apart, and 20 times its cost. */
  private static final Duration BETWEEN_PICTURES = Duration.ofSeconds(2);

  private static final int MOST_OVERDUE = 200;

  private final QuotaParts parts;
  private final QuotaEvents events;
  private final Supplier<List<Reservation>> mine;
  private volatile boolean dirty;
  private volatile boolean away;
  private volatile boolean missed;
  private Instant mayExpire = Instant.MIN;
  private Instant nextPicture = Instant.MIN;

  Housekeeping(QuotaParts parts, QuotaEvents events, Supplier<List<Reservation>> mine) {
    this.parts = parts;
    this.events = events;
    this.mine = mine;
  }

  /** Something was granted that Redis does not know of: when it is back, it is made anew. */
  void grantedInMemory() {
    dirty = true;
  }

  /** Whether Redis cannot be used at the moment. */
  boolean withoutRedis() {
    return away;
  }

  /** Says that this node lives. To be called every second, whatever else takes its time. */
  void renew() throws SQLException {
    boolean first = !parts.clock().isSet();
    Instant before = first ? null : parts.clock().instant();
    parts.nodes().renew();
    parts.readChanges();
    Instant now = parts.clock().instant();
    if (first || before.plus(NodeLeases.LEASE).isBefore(now) || missed) {
      // others, too, could not say that they live
      mayExpire = now.plus(NodeLeases.LEASE);
    }
    missed = false;
  }

  /** Whether the database could not be reached the last time. */
  boolean hasMissed() {
    return missed;
  }

  /** The database could not be reached: nobody could say that he lives. */
  void missed() {
    missed = true;
  }

  /** Brings what waits, only: reservations, then ends. */
  synchronized void bring() throws SQLException {
    parts.rows().bring();
    parts.ends().bring(parts.rows());
  }

  /** The whole round. */
  synchronized void tend() throws SQLException {
    if (!parts.clock().isSet()) {
      return;
    }
    bring();
    Instant now = parts.clock().instant();
    if (repair(now)) {
      if (!parts.ends().tellAgain()) {
        dirty = true;
      }
      tellOf(parts.reader().madeInMemory(LOOK_BACK));
      lookAfter(parts.redis().overdue(now, MOST_OVERDUE), now);
    } else {
      picture(now);
    }
    if (!now.isBefore(mayExpire)) {
      expire(parts.reader().abandoned());
    }
  }

  /**
   * Sees to it that Redis has a copy that can be used.
   *
   * @return whether it has
   */
  private boolean repair(Instant now) throws SQLException {
    Optional<Boolean> usable = usable(now);
    if (usable.isEmpty()) {
      away = true;
      return false;
    }
    String known = parts.redis().epoch();
    String named = parts.redis().built().orElse("");
    if (!named.isEmpty() && !named.equals(known) && !dirty) {
      join(named);
      usable = usable(now);
    }
    if (usable.isPresent() && (!usable.get() || dirty)) {
      long begun = System.nanoTime();
      dirty = false;
      Optional<String> made = parts.rebuild().replace(parts.redis().epoch(), QuotaParts.LEASE);
      if (made.isEmpty()) {
        dirty = true;
        return false;
      }
      join(made.get());
      events.rebuilt(Duration.ofNanos(System.nanoTime() - begun));
      usable = usable(now);
    }
    away = !usable.orElse(false);
    return !away;
  }

  /** Whether scripts and copy are there; empty if Redis is away. */
  private Optional<Boolean> usable(Instant now) {
    Limited everybody = new Limited(Scope.INSTALLATION, parts.budgets().of(Scope.INSTALLATION));
    return parts.redis().probe(everybody, now).map(answer -> !(answer instanceof Answer.Unbuilt));
  }

  private void join(String copy) {
    LOG.log(Level.INFO, "budgets are counted in Redis, copy {0}", copy);
    parts.redis().use(copy);
    parts.memory().forgetShares();
    mine.get().forEach(each -> parts.redis().adoptMine(each, QuotaParts.LEASE));
  }

  /** While Redis is away: shares are fixed by the ledger, then get smaller by what others used. */
  private void picture(Instant now) throws SQLException {
    NodeLeases.Share share = parts.nodes().share();
    if (share == null || parts.memory().hasBasis(now) && now.isBefore(nextPicture)) {
      return;
    }
    long begun = System.nanoTime();
    parts.takeBasis(share, now);
    Duration pause = Duration.ofNanos((System.nanoTime() - begun) * 20);
    nextPicture = now.plus(pause.compareTo(BETWEEN_PICTURES) > 0 ? pause : BETWEEN_PICTURES);
  }

  /** Tells Redis what nodes without it have reserved, and how that ended. */
  private void tellOf(List<Reservation> made) throws SQLException {
    if (made.isEmpty()) {
      return;
    }
    made.forEach(each -> parts.redis().adopt(each, QuotaParts.LEASE));
    parts.reader().endsOf(made).forEach(parts.ends()::tell);
  }

  /** Reservations in Redis that nobody has ended in time: there are five reasons. */
  private void lookAfter(List<OpenRecord> late, Instant now) throws SQLException {
    if (late.isEmpty()) {
      return;
    }
    List<End> ended = parts.reader().endsOf(late.stream().map(OpenRecord::reservation).toList());
    ended.forEach(parts.ends()::tell);
    Set<UUID> done = ended.stream().map(end -> end.reservation().id()).collect(Collectors.toSet());
    List<OpenRecord> open =
        late.stream().filter(each -> !done.contains(each.reservation().id())).toList();
    Map<UUID, Boolean> written =
        parts.reader().nodesAlive(open.stream().map(each -> each.reservation().id()).toList());
    Set<UUID> living =
        parts
            .reader()
            .living(open.stream().flatMap(each -> each.incarnation().stream()).distinct().toList());
    for (OpenRecord each : open) {
      Reservation reservation = each.reservation();
      Boolean lives = written.get(reservation.id());
      if (lives == null && each.incarnation().isEmpty()) {
        // told by a version that asked no model before its row stood there
        parts.ends().tell(End.first(reservation, End.Kind.RELEASED, Charge.NONE));
        continue;
      }
      boolean alive = lives == null ? living.contains(each.incarnation().get()) : lives;
      if (alive || now.isBefore(mayExpire)) {
        parts.redis().extend(reservation.id(), now.plus(QuotaParts.LEASE));
        continue;
      }
      if (lives == null) {
        // its node died before its row was there, and may have asked its model
        parts.rows().add(reservation, each.incarnation().get(), false);
      }
      expire(List.of(reservation));
    }
  }

  private void expire(Collection<Reservation> abandoned) throws SQLException {
    if (abandoned.isEmpty()) {
      return;
    }
    LOG.log(Level.WARNING, "{0} reservations of dead nodes count in full", abandoned.size());
    abandoned.forEach(each -> parts.ends().add(End.first(each, End.Kind.EXPIRED, each.charge())));
    bring();
  }
}
