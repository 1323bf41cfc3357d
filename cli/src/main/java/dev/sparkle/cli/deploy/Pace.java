package dev.sparkle.cli.deploy;

import java.time.Duration;

/**
 * How long a rollout takes its time.
 *
 * @param hold how long each share is kept
 * @param watch how long the old nodes stand by when the new ones have everything
 * @param look from one look to the next
 * @param ending how long what runs on a side may take to end, before the side is stopped
 */
record Pace(Duration hold, Duration watch, Duration look, Duration ending) {

  static final Duration USUAL_HOLD = Duration.ofMinutes(15);
  static final Duration USUAL_WATCH = Duration.ofHours(1);

  static Pace of(Duration hold, Duration watch) {
    return new Pace(hold, watch, Duration.ofSeconds(5), Duration.ofMinutes(3));
  }

  /** Whether it is shorter than what is meant for learners. */
  boolean shortened() {
    return hold.compareTo(USUAL_HOLD) < 0 || watch.compareTo(USUAL_WATCH) < 0;
  }
}
