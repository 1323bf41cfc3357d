package dev.sparkle.quota.entity;

/**
 * What a payer uses at a moment, reservations of running calls included.
 *
 * @param requests calls of the last 60 seconds
 * @param tokens of today
 * @param micros of this month
 * @param running answers under way
 * @param nextRequest when a call of the last minute is forgotten, in milliseconds since 1970; 0 if
 *     there is room
 */
public record Spent(long requests, long tokens, long micros, long running, long nextRequest) {

  /** Nothing. */
  public static final Spent NOTHING = new Spent(0, 0, 0, 0, 0);

  /** How much of that kind. */
  public long of(Limit limit) {
    return switch (limit) {
      case REQUESTS_PER_MINUTE -> requests;
      case TOKENS_PER_DAY -> tokens;
      case MONEY_PER_MONTH -> micros;
      case CONCURRENT_ANSWERS -> running;
    };
  }
}
