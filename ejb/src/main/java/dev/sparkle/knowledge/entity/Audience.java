package dev.sparkle.knowledge.entity;

import java.util.Locale;

/** Who may find a material. The wire name is the lower-case name of the constant. */
public enum Audience {
  /** Its owner alone. */
  ME,
  /** Every account of the installation. */
  EVERYONE;

  /** The name in REST answers and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The audience of a wire name.
   *
   * @throws IllegalArgumentException if there is no such audience
   */
  public static Audience of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
