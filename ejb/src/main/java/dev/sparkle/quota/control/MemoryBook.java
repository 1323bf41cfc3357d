package dev.sparkle.quota.control;

import dev.sparkle.quota.control.LedgerReader.Snapshot;
import dev.sparkle.quota.control.LedgerReader.Sums;
import dev.sparkle.quota.control.NodeLeases.Share;
import dev.sparkle.quota.entity.Budget;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.quota.entity.Spent;
import dev.sparkle.quota.entity.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This node's share of the budgets, for the time without Redis: what the ledger says is left,
 * divided by the nodes that live. The share of tokens and money is fixed when it is first asked
 * for, and only ever gets smaller while Redis is away, so that all nodes together never grant more
 * than was left.
 *
 * <p>Calls of the last minute and running answers of this node are counted all the time, also with
 * Redis, so that a node which loses it knows its own.
 *
 * <p><b>Limitations.</b> A node with little to do keeps its share, and another that has much to do
 * refuses although there is something left.
 */
final class MemoryBook {

  private static final long MINUTE = 60_000;

  /** What this node may still grant of a payer's day and month; reservations are taken off. */
  private static final class Allotment {
    private String day = "";
    private long tokens = Long.MAX_VALUE;
    private String month = "";
    private long micros = Long.MAX_VALUE;
  }

  private final Windows windows;
  private final Map<Scope, Integer> running = new HashMap<>();
  private final Map<Scope, Deque<Long>> requests = new HashMap<>();
  private final Map<Scope, Allotment> allotments = new HashMap<>();
  private Snapshot basis;
  private LocalDate basisDay;
  private Map<Scope, Sums> held = Map.of();
  private long sweptAt;

  MemoryBook(Windows windows) {
    this.windows = windows;
  }

  /** Counts a reservation of this node, wherever it was granted. */
  synchronized void took(Reservation made) {
    sweep(made.at().toEpochMilli());
    for (Scope scope : made.scopes()) {
      running.merge(scope, 1, Integer::sum);
      long at = made.at().toEpochMilli();
      calls(scope, at).add(at);
      Allotment allotment = allotments.get(scope);
      if (allotment != null) {
        add(allotment, made, -made.charge().tokens().count(), -made.charge().money().micros());
      }
    }
  }

  /** A reservation of this node has ended; what it did not use can be granted again. */
  synchronized void ended(Reservation made, Charge used) {
    for (Scope scope : made.scopes()) {
      running.computeIfPresent(scope, (s, count) -> count == 1 ? null : count - 1);
      Allotment allotment = allotments.get(scope);
      if (allotment != null) {
        add(
            allotment,
            made,
            made.charge().tokens().count() - used.tokens().count(),
            made.charge().money().micros() - used.money().micros());
      }
    }
  }

  private void add(Allotment allotment, Reservation made, long tokens, long micros) {
    if (allotment.tokens != Long.MAX_VALUE
        && allotment.day.equals(windows.day(made.at()).toString())) {
      allotment.tokens += tokens;
    }
    if (allotment.micros != Long.MAX_VALUE
        && allotment.month.equals(windows.month(made.at()).toString())) {
      allotment.micros += micros;
    }
  }

  /** Redis is back: what is left is asked there again. */
  synchronized void forgetShares() {
    allotments.clear();
    basis = null;
  }

  /** Whether shares are fixed, by what was used of the same day and month. */
  synchronized boolean hasBasis(Instant now) {
    return basis != null && basisDay.equals(windows.day(now));
  }

  /**
   * The ledger, as it is now. Shares that are known already only get smaller.
   *
   * @param budgets what payers may use now
   */
  synchronized void basis(Snapshot snapshot, Budgets budgets, Share share, Instant now) {
    basis = snapshot;
    basisDay = windows.day(now);
    held = new HashMap<>();
    for (Reservation open : snapshot.open()) {
      Sums more = new Sums(open.charge().tokens().count(), open.charge().money().micros());
      open.scopes().forEach(scope -> held.merge(scope, more, Sums::plus));
    }
    allotments.forEach(
        (scope, allotment) -> shrink(allotment, scope, budgets.of(scope), share, now));
  }

  /**
   * The standings of payers with this node's share as the limit.
   *
   * @throws IllegalStateException without a basis
   */
  synchronized List<Standing> standings(List<Limited> payers, Share share, Instant now) {
    if (basis == null) {
      throw new IllegalStateException("there is no basis");
    }
    sweep(now.toEpochMilli());
    List<Standing> standings = new ArrayList<>();
    for (Limited payer : payers) {
      standings.add(standing(payer, share, now));
    }
    return standings;
  }

  private Standing standing(Limited payer, Share share, Instant now) {
    Scope scope = payer.scope();
    Budget budget = payer.budget();
    Allotment mine = allotments.computeIfAbsent(scope, s -> new Allotment());
    renew(mine, now);
    if (mine.tokens == Long.MAX_VALUE || mine.micros == Long.MAX_VALUE) {
      shrink(mine, scope, budget, share, now);
    }
    Deque<Long> calls = calls(scope, now.toEpochMilli());
    long callsLimit = share.of(budget.requestsPerMinute());
    boolean full = budget.requestsPerMinute() != Budget.UNLIMITED && calls.size() >= callsLimit;
    long free = !full ? 0 : now.toEpochMilli() + MINUTE;
    if (full && callsLimit > 0) {
      free = calls.stream().skip(calls.size() - callsLimit).findFirst().orElseThrow() + MINUTE;
    }
    // what is not mine counts as used, so that what is left of the limit is what I may grant
    return new Standing(
        payer,
        new Spent(
            budget.requestsPerMinute() == Budget.UNLIMITED
                ? calls.size()
                : budget.requestsPerMinute() - Math.max(0, callsLimit - calls.size()),
            budget.tokensPerDay() == Budget.UNLIMITED
                ? 0
                : Math.max(0, budget.tokensPerDay() - Math.max(0, mine.tokens)),
            budget.microsPerMonth() == Budget.UNLIMITED
                ? 0
                : Math.max(0, budget.microsPerMonth() - Math.max(0, mine.micros)),
            budget.concurrentAnswers() == Budget.UNLIMITED
                ? running.getOrDefault(scope, 0)
                : budget.concurrentAnswers()
                    - Math.max(
                        0, share.of(budget.concurrentAnswers()) - running.getOrDefault(scope, 0)),
            free));
  }

  /** A new day, or month, has shares of its own. */
  private void renew(Allotment mine, Instant now) {
    if (!mine.day.equals(windows.day(now).toString())) {
      mine.tokens = Long.MAX_VALUE;
    }
    if (!mine.month.equals(windows.month(now).toString())) {
      mine.micros = Long.MAX_VALUE;
    }
  }

  private void shrink(Allotment mine, Scope scope, Budget budget, Share share, Instant now) {
    Sums used = basis.sums().getOrDefault(scope, Sums.NONE);
    Sums kept = held.getOrDefault(scope, Sums.NONE);
    renew(mine, now);
    mine.day = windows.day(now).toString();
    mine.month = windows.month(now).toString();
    if (budget.tokensPerDay() != Budget.UNLIMITED) {
      long left = Math.max(0, budget.tokensPerDay() - used.tokens() - kept.tokens());
      mine.tokens = Math.min(mine.tokens, share.of(left));
    }
    if (budget.microsPerMonth() != Budget.UNLIMITED) {
      long left = Math.max(0, budget.microsPerMonth() - used.micros() - kept.micros());
      mine.micros = Math.min(mine.micros, share.of(left));
    }
  }

  /** Which budget has no room for a charge; null if all have. */
  static Limit full(Standing standing, Charge charge) {
    for (Limit limit : Limit.values()) {
      long wanted =
          switch (limit) {
            case REQUESTS_PER_MINUTE, CONCURRENT_ANSWERS -> 1;
            case TOKENS_PER_DAY -> charge.tokens().count();
            case MONEY_PER_MONTH -> charge.money().micros();
          };
      if (wanted > standing.left(limit)) {
        return limit;
      }
    }
    return null;
  }

  /**
   * The calls of the last minute; those of a future that a clock set back has left are forgotten.
   */
  private Deque<Long> calls(Scope scope, long now) {
    Deque<Long> calls = requests.computeIfAbsent(scope, s -> new ArrayDeque<>());
    while (!calls.isEmpty() && calls.getFirst() <= now - MINUTE) {
      calls.removeFirst();
    }
    while (!calls.isEmpty() && calls.getLast() > now + MINUTE) {
      calls.removeLast();
    }
    return calls;
  }

  private void sweep(long now) {
    if (Math.abs(now - sweptAt) > MINUTE) {
      sweptAt = now;
      List.copyOf(requests.keySet()).forEach(scope -> calls(scope, now));
      requests.values().removeIf(Deque::isEmpty);
    }
  }
}
