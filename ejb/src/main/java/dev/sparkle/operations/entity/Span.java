package dev.sparkle.operations.entity;

import java.time.Duration;

/** How far back an overview looks, in how many steps, and how long it is good. */
public enum Span {
  HOUR(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(2)),
  DAY(Duration.ofDays(1), Duration.ofMinutes(15), Duration.ofSeconds(20)),
  WEEK(Duration.ofDays(7), Duration.ofHours(2), Duration.ofMinutes(1));

  private final Duration back;
  private final Duration step;
  private final Duration fresh;

  Span(Duration back, Duration step, Duration fresh) {
    this.back = back;
    this.step = step;
    this.fresh = fresh;
  }

  /** From now. */
  public Duration back() {
    return back;
  }

  /** Of the points. */
  public Duration step() {
    return step;
  }

  /** How long what was read is shown, whoever asks. */
  public Duration fresh() {
    return fresh;
  }
}
