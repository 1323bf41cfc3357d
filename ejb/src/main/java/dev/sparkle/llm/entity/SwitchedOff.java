package dev.sparkle.llm.entity;

import java.time.Instant;
import java.util.Objects;

/**
 * That an operator has switched a model off.
 *
 * @param reason his words, for other operators; may be empty
 * @param since when
 */
public record SwitchedOff(String reason, Instant since) {
  public SwitchedOff {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(since, "since");
  }
}
