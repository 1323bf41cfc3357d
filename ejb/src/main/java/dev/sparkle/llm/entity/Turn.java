package dev.sparkle.llm.entity;

import java.util.Objects;

/** An earlier message of the conversation. */
public record Turn(Speaker speaker, String text) {

  /** Who said it. */
  public enum Speaker {
    LEARNER,
    TUTOR
  }

  public Turn {
    Objects.requireNonNull(speaker, "speaker");
    Objects.requireNonNull(text, "text");
  }
}
