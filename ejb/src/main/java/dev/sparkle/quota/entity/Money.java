package dev.sparkle.quota.entity;

/**
 * An amount of the installation's currency; whole numbers, because fractions of binary numbers
 * cannot be summed exactly.
 *
 * @param micros millionths of one unit, 0 to {@link #MOST}
 */
public record Money(long micros) {

  /** A thousand million units: below 2^53, up to which Redis's scripts count exactly. */
  public static final long MOST = 1_000_000_000_000_000L;

  /** Nothing. */
  public static final Money NONE = new Money(0);

  public Money {
    if (micros < 0 || micros > MOST) {
      throw new IllegalArgumentException("micros must be from 0 to " + MOST + ": " + micros);
    }
  }

  /**
   * Both together.
   *
   * @throws IllegalArgumentException if that is more than can be counted
   */
  public Money plus(Money more) {
    return new Money(micros + more.micros);
  }
}
