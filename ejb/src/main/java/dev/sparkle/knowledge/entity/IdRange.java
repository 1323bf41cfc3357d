package dev.sparkle.knowledge.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A part of all ids, both ends included, in the order of the database. Random ids are spread
 * evenly, so equal parts hold about equally much.
 */
public record IdRange(UUID from, UUID to) {

  private static final int FIRST_BYTES = 256;

  /**
   * All ids in equal parts.
   *
   * @param parts 1 to 256
   */
  public static List<IdRange> parts(int parts) {
    if (parts < 1 || parts > FIRST_BYTES) {
      throw new IllegalArgumentException("1 to 256 parts, not " + parts);
    }
    List<IdRange> ranges = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      long first = (long) FIRST_BYTES * part / parts;
      long last = (long) FIRST_BYTES * (part + 1) / parts - 1;
      ranges.add(
          new IdRange(new UUID(first << 56, 0), new UUID(last << 56 | 0xFFFFFFFFFFFFFFL, -1)));
    }
    return ranges;
  }
}
