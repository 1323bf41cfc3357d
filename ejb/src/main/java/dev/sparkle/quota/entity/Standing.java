package dev.sparkle.quota.entity;

import java.util.Objects;

/** What a payer may use, and how much of it is used. */
public record Standing(Limited limited, Spent spent) {

  public Standing {
    Objects.requireNonNull(limited, "limited");
    Objects.requireNonNull(spent, "spent");
  }

  /** What is left of a limited kind, 0 or more; {@link Long#MAX_VALUE} where nothing limits. */
  public long left(Limit limit) {
    long most = limited.budget().of(limit);
    return most == Budget.UNLIMITED ? Long.MAX_VALUE : Math.max(0, most - spent.of(limit));
  }
}
