package dev.sparkle.quota.entity;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What an operator has set at run time.
 *
 * @param scope a kind of payer ({@code account}) or one payer ({@code account:…})
 * @param requestsPerMinute null: as configured; 0: without limit
 * @param tokensPerDay the same
 * @param microsPerMonth the same
 * @param concurrentAnswers the same
 */
public record BudgetChange(
    String scope,
    Long requestsPerMinute,
    Long tokensPerDay,
    Long microsPerMonth,
    Long concurrentAnswers,
    UUID changedBy,
    Instant changedAt) {

  public BudgetChange {
    Objects.requireNonNull(scope, "scope");
    if (scope.indexOf(':') < 0) {
      Scope.Kind.of(scope);
    } else {
      Scope.of(scope);
    }
    new Budget(
        given(requestsPerMinute, 0),
        given(tokensPerDay, 0),
        given(microsPerMonth, 0),
        given(concurrentAnswers, 0));
  }

  /** The budget with what is set here. */
  public Budget over(Budget configured) {
    return new Budget(
        given(requestsPerMinute, configured.requestsPerMinute()),
        given(tokensPerDay, configured.tokensPerDay()),
        given(microsPerMonth, configured.microsPerMonth()),
        given(concurrentAnswers, configured.concurrentAnswers()));
  }

  private static long given(Long value, long otherwise) {
    return value == null ? otherwise : value;
  }
}
