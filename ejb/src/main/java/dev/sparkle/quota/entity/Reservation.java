package dev.sparkle.quota.entity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is set aside for one call until it has ended.
 *
 * @param id the generation's
 * @param account who asked
 * @param scopes whose budgets it counts for, the narrowest first
 * @param charge the most that the call can use
 * @param at when it was made, by the database's clock: it counts for the day and the month of then
 */
public record Reservation(UUID id, UUID account, List<Scope> scopes, Charge charge, Instant at) {

  public Reservation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(account, "account");
    scopes = List.copyOf(scopes);
    Objects.requireNonNull(charge, "charge");
    Objects.requireNonNull(at, "at");
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a reservation counts for somebody");
    }
  }
}
