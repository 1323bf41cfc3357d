package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimedFilterTest {

  private long now;
  private final TimedFilter filter = new TimedFilter(this::make, this::tick);

  private int made;

  private OutputFilter make() {
    made++;
    return OutputFilterTest.filter();
  }

  /** Each look at the clock finds it a microsecond later. */
  private long tick() {
    now += 1_000;
    return now;
  }

  @Test
  void addsUpWhatItComputesAndLeavesOutTheWaiting() {
    filter.push("The answer ");
    now += 5_000_000;
    filter.push("is 42.");
    filter.finish();

    assertEquals(Duration.ofNanos(4_000), filter.computed());
  }

  @Test
  void tellsHowLongTheFirstWordsWereHeld() {
    assertTrue(filter.push("ada@exa").text().isEmpty());
    now += 20_000_000;
    assertTrue(filter.push("mple.org wrote ").text().startsWith("[e-mail]"));

    assertEquals(Optional.of(Duration.ofNanos(20_006_000)), filter.heldFirstWords());
  }

  @Test
  void heldNothingWhereNothingLeft() {
    filter.push("");
    assertEquals(Optional.empty(), filter.heldFirstWords());
  }

  @Test
  void isMadeOnceByWhoeverNeedsItFirst() {
    filter.prepare();
    filter.prepare();
    filter.push("The answer is 42. ");
    assertEquals(1, made);
  }

  @Test
  void letsNothingPassThatCannotBeChecked() {
    TimedFilter broken =
        new TimedFilter(
            () -> {
              throw new IllegalArgumentException("no such policy");
            },
            this::tick);
    broken.prepare();
    assertThrows(IllegalStateException.class, () -> broken.push("The answer "));
  }
}
