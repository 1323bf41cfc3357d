package dev.sparkle.safety.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.quota.control.Reservations;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Grants a number of calls, and notes how each ended; the real thing needs Redis and PostgreSQL.
 */
final class Purse implements Reservations {

  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  final List<Reservation> reserved = new ArrayList<>();
  final List<Charge> settled = new ArrayList<>();
  private final int calls;

  /** When reservations stand in the ledger. */
  CompletionStage<Boolean> written = CompletableFuture.completedStage(true);

  int released;

  Purse(int calls) {
    this.calls = calls;
  }

  @Override
  public Decision reserve(Caller caller, UUID id, Charge most) {
    Scope account = new Scope(Scope.Kind.ACCOUNT, caller.account().toString());
    if (calls < 0) {
      return new Decision.Undecided("the purse is nowhere");
    }
    if (reserved.stream().anyMatch(each -> each.id().equals(id))) {
      return new Decision.Repeated();
    }
    Instant reset = NOON.plusSeconds(60);
    if (reserved.size() == calls) {
      return new Decision.Refused(
          Limit.REQUESTS_PER_MINUTE, account, NOON, reset, new Allowance(0L, 5000L, reset));
    }
    Reservation made = new Reservation(id, caller.account(), List.of(account), most, NOON);
    reserved.add(made);
    return new Decision.Granted(
        made, new Allowance((long) calls - reserved.size() + 1, 5000L, reset), written);
  }

  @Override
  public void settle(Reservation made, Charge used) {
    settled.add(used);
  }

  @Override
  public void release(Reservation made) {
    released++;
  }
}
