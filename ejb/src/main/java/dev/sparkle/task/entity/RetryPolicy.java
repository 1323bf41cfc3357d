package dev.sparkle.task.entity;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How often a task is tried, and how long it rests between: {@code
 * RetryPolicy.attempts(5).withBackoff(Duration.ofSeconds(2)).upTo(Duration.ofMinutes(10))
 * .withJitter(0.2)}. The rest doubles with every attempt.
 *
 * @param attempts how often at most, the first one counted
 * @param backoff the rest after the first attempt
 * @param longest no rest is longer
 * @param jitter share, 0 to 1, by which a rest is made longer or shorter at random, so that tasks
 *     that failed together do not come back together
 */
public record RetryPolicy(int attempts, Duration backoff, Duration longest, double jitter) {

  private static final int MAX_DOUBLINGS = 40;

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("a task is tried once at least");
    }
    if (backoff.isNegative() || longest.compareTo(backoff) < 0) {
      throw new IllegalArgumentException("a rest is between nothing and the longest one");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("a jitter is between 0 and 1");
    }
  }

  /** Two seconds, then four, …, at most ten minutes, a fifth of it by chance. */
  public static RetryPolicy attempts(int attempts) {
    return new RetryPolicy(attempts, Duration.ofSeconds(2), Duration.ofMinutes(10), 0.2);
  }

  /** One attempt. */
  public static RetryPolicy never() {
    return attempts(1);
  }

  public RetryPolicy withBackoff(Duration first) {
    return new RetryPolicy(attempts, first, longest.compareTo(first) < 0 ? first : longest, jitter);
  }

  public RetryPolicy upTo(Duration most) {
    return new RetryPolicy(attempts, backoff, most, jitter);
  }

  public RetryPolicy withJitter(double share) {
    return new RetryPolicy(attempts, backoff, longest, share);
  }

  /**
   * The rest after an attempt.
   *
   * @param attempt that failed, from 1
   * @param random gives numbers from 0 to 1
   */
  public Duration rest(int attempt, DoubleSupplier random) {
    double doubled = backoff.toMillis() * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS));
    double plain = Math.min(doubled, longest.toMillis());
    double spread = 1 + jitter * (2 * random.getAsDouble() - 1);
    return Duration.ofMillis(Math.round(Math.min(plain * spread, longest.toMillis())));
  }
}
