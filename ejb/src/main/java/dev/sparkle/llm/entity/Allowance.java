package dev.sparkle.llm.entity;

import java.time.Instant;

/**
 * What a caller may still use.
 *
 * @param requests calls within this minute, 0 or more; null: nothing limits them
 * @param tokens tokens today, 0 or more; null: nothing limits them
 * @param resetsAt when there is more again; null: nothing is limited
 */
public record Allowance(Long requests, Long tokens, Instant resetsAt) {

  /** Nothing is limited. */
  public static final Allowance UNLIMITED = new Allowance(null, null, null);

  public Allowance {
    if (requests != null && requests < 0 || tokens != null && tokens < 0) {
      throw new IllegalArgumentException("nobody has less than nothing left");
    }
  }
}
