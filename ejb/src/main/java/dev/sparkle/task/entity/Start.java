package dev.sparkle.task.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** When a task may start at the earliest. */
public sealed interface Start {

  /** As soon as there is a free place. */
  record Now() implements Start {}

  /** A time after the submission, by the database's clock. */
  record After(Duration delay) implements Start {
    public After {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay must not be negative");
      }
    }
  }

  /** At a moment; one in the past is now. */
  record At(Instant moment) implements Start {
    public At {
      Objects.requireNonNull(moment, "moment");
    }
  }
}
