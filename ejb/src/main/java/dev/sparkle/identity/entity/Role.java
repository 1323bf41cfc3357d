package dev.sparkle.identity.entity;

import java.util.Locale;

/** What an account may do. The wire name is the lower-case name of the constant. */
public enum Role {
  LEARNER,
  TEACHER,
  GUARDIAN,
  OPERATOR;

  /** The name in tokens, in REST answers and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a wire name.
   *
   * @throws IllegalArgumentException if there is no such role
   */
  public static Role of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
