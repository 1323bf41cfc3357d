package dev.sparkle.platform.boundary;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** A place in a list that is ordered by time and id, the latest first. Its text is a cursor. */
public record Place(Instant at, UUID id) {

  private static final Place NEWEST =
      new Place(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

  /**
   * Reads the query parameter {@code cursor}.
   *
   * @param cursor null: from the newest on
   * @throws ProblemException {@code bad_cursor} if it is none of ours
   */
  public static Place of(String cursor) {
    if (cursor == null) {
      return NEWEST;
    }
    String[] parts = cursor.split("_", 2);
    try {
      Place place = new Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
      if (!place.at().isBefore(Instant.EPOCH) && !place.at().isAfter(NEWEST.at())) {
        return place;
      }
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      // told below
    }
    throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
  }

  @Override
  public String toString() {
    return at + "_" + id;
  }
}
