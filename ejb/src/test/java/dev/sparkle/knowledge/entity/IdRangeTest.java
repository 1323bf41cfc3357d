package dev.sparkle.knowledge.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdRangeTest {

  @Property
  void everyIdIsInExactlyOnePart(
      @ForAll @IntRange(min = 1, max = 256) int parts, @ForAll long most, @ForAll long least) {
    String id = new UUID(most, least).toString();
    List<IdRange> ranges = IdRange.parts(parts);
    assertEquals(parts, ranges.size());
    // the database compares ids as their text
    assertEquals(
        1,
        ranges.stream()
            .filter(
                range ->
                    range.from().toString().compareTo(id) <= 0
                        && range.to().toString().compareTo(id) >= 0)
            .count());
  }

  @Test
  void refusesNoParts() {
    assertThrows(IllegalArgumentException.class, () -> IdRange.parts(0));
  }
}
