package dev.sparkle.identity.entity;

import java.util.Locale;

/** What somebody is in a class. The wire name is the lower-case name of the constant. */
public enum Part {
  /** Runs it. */
  TEACHER,
  /** Learns in it. */
  LEARNER,
  /** Is told of severe events of its learners; sees nothing else of it. */
  GUARDIAN;

  /** The name in REST answers and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The part of a wire name.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public static Part of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
