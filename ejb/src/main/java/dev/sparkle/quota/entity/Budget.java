package dev.sparkle.quota.entity;

/**
 * What somebody may use.
 *
 * @param requestsPerMinute calls in any 60 seconds
 * @param tokensPerDay tokens from midnight to midnight
 * @param microsPerMonth millionths of the installation's currency in a calendar month
 * @param concurrentAnswers answers at the same time
 *     <p>Each is from 0 to {@link #MOST}; {@link #UNLIMITED} (0) does not limit.
 */
public record Budget(
    long requestsPerMinute, long tokensPerDay, long microsPerMonth, long concurrentAnswers) {

  /** Stands for no limit. */
  public static final long UNLIMITED = 0;

  /** As {@link Tokens#MOST}. */
  public static final long MOST = Tokens.MOST;

  public Budget {
    for (long limit :
        new long[] {requestsPerMinute, tokensPerDay, microsPerMonth, concurrentAnswers}) {
      if (limit < 0 || limit > MOST) {
        throw new IllegalArgumentException("a limit must be from 0 to " + MOST + ": " + limit);
      }
    }
  }

  /** The limit of that kind; {@link #UNLIMITED} for none. */
  public long of(Limit limit) {
    return switch (limit) {
      case REQUESTS_PER_MINUTE -> requestsPerMinute;
      case TOKENS_PER_DAY -> tokensPerDay;
      case MONEY_PER_MONTH -> microsPerMonth;
      case CONCURRENT_ANSWERS -> concurrentAnswers;
    };
  }
}
