package dev.sparkle.quota.entity;

import java.util.Locale;

/** What a budget limits. */
public enum Limit {
  /** Calls in any 60 seconds. */
  REQUESTS_PER_MINUTE,
  /** Tokens, of input and output, from midnight to midnight. */
  TOKENS_PER_DAY,
  /** Millionths of the installation's currency in a calendar month. */
  MONEY_PER_MONTH,
  /** Answers that run at the same time. */
  CONCURRENT_ANSWERS;

  /** The stable code in protocols and metrics, e.g. {@code tokens_per_day}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
