package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.engine.Allowance.Left;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final double ANY = Double.POSITIVE_INFINITY;

  @Property
  void neverAdmitsMoreThanAnyKeyAllows(
      @ForAll @Size(max = 50) List<@Size(max = 3) Set<@IntRange(max = 2) Integer>> tasks,
      @ForAll @IntRange(max = 5) int places,
      @ForAll @IntRange(max = 5) int tokens) {
    Allowance allowance =
        new Allowance(Map.of("0", new Left(places, ANY), "1", new Left(Integer.MAX_VALUE, tokens)));
    int[] admitted = new int[3];
    for (Set<Integer> task : tasks) {
      if (allowance.admit(task.stream().map(String::valueOf).toList())) {
        task.forEach(key -> admitted[key]++);
      }
    }
    assertTrue(admitted[0] <= places && admitted[1] <= tokens);
  }

  @Test
  void oneSpentKeyHoldsATaskAndTakesNothingFromTheOther() {
    Allowance allowance = new Allowance(Map.of("a", new Left(1, ANY), "b", new Left(1, ANY)));
    assertTrue(allowance.admit(List.of("a")));
    assertFalse(allowance.admit(List.of("a", "b")));
    assertTrue(allowance.admit(List.of("b")));
    assertEquals(Set.of("a", "b"), allowance.spent());
  }

  @Test
  void unknownKeyIsNotLimited() {
    Allowance allowance = new Allowance(Map.of());
    assertTrue(allowance.admit(List.of("free")));
  }
}
