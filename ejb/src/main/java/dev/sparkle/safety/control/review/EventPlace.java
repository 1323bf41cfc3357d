package dev.sparkle.safety.control.review;

import dev.sparkle.safety.entity.SafetyEvent;
import java.time.Instant;

/** A place in the list of events, which runs from the latest to the first. Its text is a cursor. */
public record EventPlace(Instant at, String chain, long seq) {

  /** Where that event stands. */
  public static EventPlace of(SafetyEvent event) {
    return new EventPlace(event.at(), event.chain(), event.seq());
  }

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it is none
   */
  public static EventPlace parse(String cursor) {
    String[] parts = cursor.split("_", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("no cursor: " + cursor);
    }
    return new EventPlace(Instant.parse(parts[0]), parts[2], Long.parseLong(parts[1]));
  }

  @Override
  public String toString() {
    return at + "_" + seq + "_" + chain;
  }
}
