package dev.sparkle.quota.entity;

import java.util.Objects;

/**
 * What one call to a model uses, or may use.
 *
 * @param input tokens of the prompt, at most {@link #MOST_TOKENS}
 * @param output tokens of the answer, at most {@link #MOST_TOKENS}
 * @param money their price, at most {@link #MOST_MICROS}
 */
public record Charge(Tokens input, Tokens output, Money money) {

  /** A thousand times the longest context of today's models. */
  public static final long MOST_TOKENS = 1_000_000_000L;

  /** A million units for one call. */
  public static final long MOST_MICROS = 1_000_000_000_000L;

  /** Nothing was used. */
  public static final Charge NONE = new Charge(Tokens.NONE, Tokens.NONE, Money.NONE);

  public Charge {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(money, "money");
    if (input.count() > MOST_TOKENS || output.count() > MOST_TOKENS) {
      throw new IllegalArgumentException("no call has so many tokens: " + input + ", " + output);
    }
    if (money.micros() > MOST_MICROS) {
      throw new IllegalArgumentException("no call costs so much: " + money);
    }
  }

  /**
   * The same in plain numbers.
   *
   * @throws IllegalArgumentException if one is negative or too large
   */
  public static Charge of(long input, long output, long micros) {
    return new Charge(new Tokens(input), new Tokens(output), new Money(micros));
  }

  /** The nearest possible charge, for numbers that somebody else's server told. */
  public static Charge nearest(long input, long output, long micros) {
    return of(
        Math.min(Math.max(input, 0), MOST_TOKENS),
        Math.min(Math.max(output, 0), MOST_TOKENS),
        Math.min(Math.max(micros, 0), MOST_MICROS));
  }

  /** Input and output. */
  public Tokens tokens() {
    return input.plus(output);
  }

  /** Whether it is nothing at all. */
  public boolean isNothing() {
    return equals(NONE);
  }
}
