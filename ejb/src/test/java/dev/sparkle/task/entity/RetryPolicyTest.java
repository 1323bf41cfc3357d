package dev.sparkle.task.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final RetryPolicy policy =
      RetryPolicy.attempts(5)
          .withBackoff(Duration.ofSeconds(2))
          .upTo(Duration.ofSeconds(10))
          .withJitter(0);

  @Test
  void restDoublesUpToTheLongest() {
    assertEquals(Duration.ofSeconds(2), policy.rest(1, () -> 0.5));
    assertEquals(Duration.ofSeconds(4), policy.rest(2, () -> 0.5));
    assertEquals(Duration.ofSeconds(8), policy.rest(3, () -> 0.5));
    assertEquals(Duration.ofSeconds(10), policy.rest(4, () -> 0.5));
    assertEquals(Duration.ofSeconds(10), policy.rest(Integer.MAX_VALUE, () -> 0.5));
  }

  @Test
  void jitterSpreadsBothWays() {
    RetryPolicy spread = policy.withJitter(0.5);
    assertEquals(Duration.ofSeconds(1), spread.rest(1, () -> 0));
    assertEquals(Duration.ofSeconds(3), spread.rest(1, () -> 1));
  }

  @Property
  void restStaysWithinBounds(
      @ForAll @IntRange(min = 1, max = 1000) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    Duration rest = policy.withJitter(jitter).rest(attempt, () -> chance);
    assertTrue(!rest.isNegative() && rest.compareTo(policy.longest()) <= 0, rest.toString());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(IllegalArgumentException.class, () -> RetryPolicy.attempts(0));
    assertThrows(IllegalArgumentException.class, () -> policy.withJitter(1.1));
    assertThrows(IllegalArgumentException.class, () -> policy.withJitter(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> policy.upTo(Duration.ofSeconds(1)));
  }
}
