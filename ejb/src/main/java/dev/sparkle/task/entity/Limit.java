package dev.sparkle.task.entity;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How many tasks that share a key may run, over all nodes: {@code Limit.concurrent(2)}, {@code
 * Limit.rate(100, Duration.ofMinutes(1))}, or both.
 *
 * @param concurrent most attempts at a time
 * @param rate most starts in a while
 */
public record Limit(Optional<Integer> concurrent, Optional<Rate> rate) {

  /**
   * @param starts how many, also the largest burst
   * @param per in which time
   */
  public record Rate(int starts, Duration per) {
    public Rate {
      if (starts < 1 || per.isNegative() || per.isZero()) {
        throw new IllegalArgumentException("a rate is at least one start in some time");
      }
    }
  }

  public Limit {
    Objects.requireNonNull(rate, "rate");
    if (concurrent.isPresent() && concurrent.get() < 1) {
      throw new IllegalArgumentException("a limit lets one run at least; pause the queue instead");
    }
  }

  public static Limit concurrent(int most) {
    return new Limit(Optional.of(most), Optional.empty());
  }

  public static Limit rate(int starts, Duration per) {
    return new Limit(Optional.empty(), Optional.of(new Rate(starts, per)));
  }

  public Limit andRate(int starts, Duration per) {
    return new Limit(concurrent, Optional.of(new Rate(starts, per)));
  }
}
