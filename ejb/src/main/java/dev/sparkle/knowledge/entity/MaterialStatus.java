package dev.sparkle.knowledge.entity;

import java.util.Locale;

/**
 * Where a material is on its way to being searchable.
 *
 * <pre>
 * queued -> ingesting -> ready
 *   |           |-----> failed
 *   '----------------------^   its task was cancelled, or given up
 * </pre>
 */
public enum MaterialStatus {
  QUEUED,
  INGESTING,
  READY,
  FAILED;

  /** The name in REST answers and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of a wire name.
   *
   * @throws IllegalArgumentException if there is no such status
   */
  public static MaterialStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
