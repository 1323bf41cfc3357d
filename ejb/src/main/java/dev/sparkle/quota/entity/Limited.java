package dev.sparkle.quota.entity;

import java.util.Objects;

/** A payer with what he may use. */
public record Limited(Scope scope, Budget budget) {
  public Limited {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(budget, "budget");
  }
}
