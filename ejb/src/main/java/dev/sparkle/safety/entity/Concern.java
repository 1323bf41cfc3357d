package dev.sparkle.safety.entity;

import java.util.Locale;

/** What a learner's words may tell of that a person should hear of. */
public enum Concern {
  /** He may hurt himself. */
  SELF_HARM,
  /** He may hurt others. */
  THREAT,
  /** Others hurt him, or prepare to. */
  EXPLOITATION;

  /** The stable code in verdicts, records and events, e.g. {@code self_harm}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
