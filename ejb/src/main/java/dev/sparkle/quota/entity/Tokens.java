package dev.sparkle.quota.entity;

/**
 * A number of a model's tokens.
 *
 * @param count 0 to {@link #MOST}
 */
public record Tokens(long count) {

  /** A thousand millions of millions: below 2^53, up to which Redis's scripts count exactly. */
  public static final long MOST = 1_000_000_000_000_000L;

  /** None. */
  public static final Tokens NONE = new Tokens(0);

  public Tokens {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("tokens must be from 0 to " + MOST + ": " + count);
    }
  }

  /**
   * Both together.
   *
   * @throws IllegalArgumentException if that is more than can be counted
   */
  public Tokens plus(Tokens more) {
    return new Tokens(count + more.count);
  }
}
