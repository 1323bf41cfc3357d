package dev.sparkle.identity.entity;

/** What came of somebody's coming into a class. */
public sealed interface Joining {

  /** He is in it, perhaps since before. */
  record Joined(SchoolClass to) implements Joining {}

  /**
   * He is not.
   *
   * @param code stable; docs/api/errors.md
   */
  record Not(String code, String sentence) implements Joining {}
}
