package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoundTest {

  @Test
  void tellsTheEdgeFromWhatIsBeyond() {
    assertFalse(Bound.over(95).holds(95));
    assertTrue(Bound.atLeast(100).holds(100));
    assertFalse(Bound.under(30).holds(30));
    assertTrue(Bound.atMost(0).holds(0));
  }

  @Test
  void isNotKeptByWhatIsNoNumber() {
    assertFalse(Bound.under(100).holds(Double.NaN));
    assertFalse(Bound.atLeast(0).holds(Double.NaN));
  }

  @Test
  void saysItselfInFewWords() {
    assertEquals("< 0.5 %", Bound.under(0.5).words("%"));
    assertEquals("> 9000 /s", Bound.over(9000).words("/s"));
  }

  @Test
  void theWorseOfTwoFiguresDependsOnTheCriterion() {
    Reading fast = Criterion.THROUGHPUT.read("fast", 9000);
    Reading slow = Criterion.THROUGHPUT.read("slow", 100);
    Reading soon = Criterion.RECOVERY.read("soon", 1);
    Reading late = Criterion.RECOVERY.read("late", 40);

    assertEquals(slow, Criterion.THROUGHPUT.worse(fast, slow));
    assertEquals(slow, Criterion.THROUGHPUT.worse(slow, fast));
    assertEquals(late, Criterion.RECOVERY.worse(soon, late));
    assertEquals(late, Criterion.RECOVERY.worse(late, soon));
    assertFalse(slow.floorKept());
    assertFalse(late.floorKept());
  }
}
