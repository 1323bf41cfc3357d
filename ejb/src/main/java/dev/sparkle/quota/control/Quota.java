package dev.sparkle.quota.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.quota.control.NodeLeases.Share;
import dev.sparkle.quota.control.RedisBook.Answer;
import dev.sparkle.quota.entity.BudgetChange;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.quota.entity.Spent;
import dev.sparkle.quota.entity.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides whether a model may be called, and keeps account of it.
 *
 * <p><b>Promise.</b> What the ledger counts never exceeds a budget by more than the reservations
 * that run: a call is reserved before it is made, with the most that it can use, in one atomic step
 * against all budgets that it counts for; each reservation ends once. Without Redis a node grants
 * its share of what is left; without PostgreSQL nothing is granted.
 *
 * <p><b>Limitations.</b> What a call can use of input is an estimate: what a model counts beyond it
 * is used, and seen in {@code quota_overrun_tokens_total}.
 */
public final class Quota implements Reservations {

  private static final Logger LOG = System.getLogger(Quota.class.getName());

  private final QuotaParts parts;
  private final QuotaEvents events;
  private final Executor work;
  private final Reckoning reckoning;
  private final Map<UUID, Reservation> mine = new ConcurrentHashMap<>();
  private final Object share = new Object();
  private final Housekeeping house;

  Quota(QuotaParts parts, QuotaEvents events, Executor work) {
    this.parts = parts;
    this.events = events;
    this.work = work;
    this.reckoning = new Reckoning(parts.windows());
    this.house = new Housekeeping(parts, events, this::running);
  }

  @Override
  public Decision reserve(Caller caller, UUID id, Charge most) {
    if (!parts.clock().isSet()) {
      return told(new Decision.Undecided("the database was not reached yet"), false);
    }
    // as exactly as Redis keeps it: by it a node knows its own row
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    List<Limited> payers = parts.budgets().of(caller);
    Reservation wanted =
        new Reservation(
            id, caller.account(), payers.stream().map(Limited::scope).toList(), most, now);
    if (mine.putIfAbsent(id, wanted) != null) {
      return told(new Decision.Repeated(), false);
    }
    Decision decision = new Decision.Undecided("it broke");
    try {
      Optional<Answer> answer = parts.redis().reserve(wanted, payers, QuotaParts.LEASE);
      if (answer.isPresent() && !(answer.get() instanceof Answer.Unbuilt)) {
        parts.memory().forgetShares();
        decision = told(byRedis(wanted, answer.get()), false);
      } else {
        answer.ifPresent(unbuilt -> soon(house::tend));
        decision = told(byShare(wanted, payers), true);
      }
      return decision;
    } finally {
      if (!(decision instanceof Decision.Granted)) {
        mine.remove(id);
      }
    }
  }

  private Decision told(Decision decision, boolean inMemory) {
    events.decided(decision, inMemory);
    return decision;
  }

  private Decision byRedis(Reservation wanted, Answer answer) {
    if (answer instanceof Answer.Full full) {
      return reckoning.refused(
          full.limit(), full.standings().get(full.payer()), full.standings(), wanted.at());
    }
    if (!(answer instanceof Answer.Taken taken)) {
      return new Decision.Repeated();
    }
    parts.memory().took(wanted);
    return written(wanted, taken.standings(), false);
  }

  private Decision byShare(Reservation wanted, List<Limited> payers) {
    Share mineOfAll = parts.nodes().share();
    if (mineOfAll == null) {
      return new Decision.Undecided("Redis is away, and this node does not know its share yet");
    }
    List<Standing> standings;
    synchronized (share) {
      if (!parts.memory().hasBasis(wanted.at())) {
        try {
          // what Redis granted before it was lost must be in the ledger that is divided now
          parts.rows().bring();
          parts.takeBasis(mineOfAll, wanted.at());
        } catch (SQLException e) {
          return new Decision.Undecided("neither Redis nor the ledger can be read");
        }
      }
      standings = parts.memory().standings(payers, mineOfAll, wanted.at());
      for (Standing standing : standings) {
        Limit full = MemoryBook.full(standing, wanted.charge());
        if (full != null) {
          return reckoning.refused(full, standing, standings, wanted.at());
        }
      }
      parts.memory().took(wanted);
    }
    house.grantedInMemory();
    return written(wanted, standings, true);
  }

  /**
   * With Redis a call goes on while its reservation is written; Redis knows of it meanwhile.
   * Without Redis, or while the ledger could not be written, it waits.
   */
  private Decision written(Reservation made, List<Standing> standings, boolean inMemory) {
    CompletableFuture<Boolean> row = parts.rows().add(made, parts.nodes().incarnation(), inMemory);
    Decision granted =
        new Decision.Granted(
            made,
            reckoning.left(standings, made.at()),
            row.thenApply(
                only -> {
                  if (!only) {
                    forget(made);
                  }
                  return only;
                }));
    if (!inMemory && !parts.rows().isStuck() && !house.hasMissed()) {
      if (parts.rows().wantBringing()) {
        soon(parts.rows()::bring);
      }
      return granted;
    }
    try {
      parts.rows().bring();
      return row.join() ? granted : new Decision.Repeated();
    } catch (SQLException | CompletionException e) {
      LOG.log(Level.WARNING, "a reservation could not be written down: {0}", e.getMessage());
      // perhaps it was, and else it will be: then it is released there, too
      end(made, End.Kind.RELEASED, Charge.NONE);
      return new Decision.Undecided("the ledger cannot be written");
    }
  }

  /** There is another of the id in the ledger, which Redis did not know any more. */
  private void forget(Reservation doubled) {
    if (mine.remove(doubled.id(), doubled)) {
      parts.memory().ended(doubled, Charge.NONE);
    } else {
      parts.ends().drop(doubled);
    }
  }

  @Override
  public void settle(Reservation made, Charge used) {
    end(made, End.Kind.SETTLED, used);
  }

  @Override
  public void release(Reservation made) {
    end(made, End.Kind.RELEASED, Charge.NONE);
  }

  private void end(Reservation made, End.Kind kind, Charge used) {
    AtomicBoolean first = new AtomicBoolean();
    mine.computeIfPresent(
        made.id(),
        (id, running) -> {
          first.set(true);
          parts.ends().add(End.first(made, kind, used));
          return null;
        });
    if (first.get()) {
      parts.memory().ended(made, used);
      soon(house::bring);
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void soon(Work action) {
    try {
      work.execute(
          () -> {
            try {
              action.run();
            } catch (SQLException e) {
              LOG.log(Level.DEBUG, "the next round does it", e);
            }
          });
    } catch (RejectedExecutionException full) {
      LOG.log(Level.DEBUG, "the next round does it", full);
    }
  }

  /** What is left to a caller now, and what is used. Empty while neither store can tell. */
  public List<Standing> standings(Caller caller) {
    if (!parts.clock().isSet()) {
      return List.of();
    }
    Instant now = parts.clock().instant();
    List<Limited> payers = parts.budgets().of(caller);
    return parts
        .redis()
        .look(caller.account(), payers, now)
        .orElseGet(() -> ofTheLedger(caller, payers.get(0), now));
  }

  private List<Standing> ofTheLedger(Caller caller, Limited account, Instant now) {
    try {
      LedgerReader.Sums used = parts.reader().ofAccount(caller.account(), now);
      long running =
          mine.values().stream().filter(each -> each.account().equals(caller.account())).count();
      return List.of(new Standing(account, new Spent(0, used.tokens(), used.micros(), running, 0)));
    } catch (SQLException e) {
      return List.of();
    }
  }

  /** What one payer uses now; empty while Redis cannot tell. */
  public Optional<Standing> standing(Scope payer) {
    if (!parts.clock().isSet()) {
      return Optional.empty();
    }
    return parts
        .redis()
        .look(
            new UUID(0, 0),
            List.of(new Limited(payer, parts.budgets().of(payer))),
            parts.clock().instant())
        .map(standings -> standings.get(0));
  }

  /** What standings leave to a caller. */
  public Allowance left(List<Standing> standings) {
    return standings.isEmpty()
        ? Allowance.UNLIMITED
        : reckoning.left(standings, parts.clock().instant());
  }

  /** What this node does every second; see {@link Housekeeping}. */
  Housekeeping house() {
    return house;
  }

  /** Reservations and ends that the ledger or Redis was not told yet. */
  int waiting() {
    return parts.rows().waiting() + parts.ends().waiting();
  }

  /** The node stops: brings what waits, and says that it is gone. */
  void close() throws SQLException {
    if (parts.clock().isSet()) {
      house.bring();
      parts.nodes().leave();
    }
  }

  /** The budgets in force on this node. */
  public Budgets budgets() {
    return parts.budgets();
  }

  /** Sets a budget for all nodes; this one has it at once, others within a second or two. */
  public void change(BudgetChange change) throws SQLException {
    parts.changes().put(change);
    parts.readChanges();
  }

  /**
   * Takes an operator's change back.
   *
   * @return whether there was one
   */
  public boolean unchange(String scope) throws SQLException {
    boolean removed = parts.changes().remove(scope);
    parts.readChanges();
    return removed;
  }

  /** The reservations of this node that have not ended. */
  public List<Reservation> running() {
    return List.copyOf(mine.values());
  }
}
