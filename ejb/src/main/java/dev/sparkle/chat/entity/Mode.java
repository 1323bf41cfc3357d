package dev.sparkle.chat.entity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the tutor helps. */
public enum Mode {
  /** Explains. */
  @JsonProperty("explain")
  EXPLAIN,
  /** Gives a hint, not the answer. */
  @JsonProperty("hint")
  HINT,
  /** Asks instead of telling. */
  @JsonProperty("quiz")
  QUIZ
}
