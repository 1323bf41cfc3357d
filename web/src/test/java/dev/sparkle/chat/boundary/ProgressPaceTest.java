package dev.sparkle.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {

  private static final long INTERVAL = Duration.ofMillis(250).toNanos();
  private static final UUID TASK = UUID.randomUUID();

  private final ProgressPace pace = new ProgressPace(Duration.ofMillis(250));

  @Test
  void tellsTheFirstChangeAtOnceAndTheNextAfterTheInterval() {
    assertEquals(OptionalLong.of(0), pace.changed(TASK, 1000));
    assertEquals(OptionalLong.empty(), pace.changed(TASK, 1001));
    pace.telling(TASK, 2000);
    assertEquals(OptionalLong.of(INTERVAL - 500), pace.changed(TASK, 2500));
    assertEquals(OptionalLong.empty(), pace.changed(TASK, 2600));
    pace.telling(TASK, 2000 + INTERVAL);
    assertEquals(OptionalLong.of(0), pace.changed(TASK, 2000 + 3 * INTERVAL));
  }

  @Test
  void doesNotLetOneTaskHoldBackAnother() {
    pace.changed(TASK, 0);
    assertEquals(OptionalLong.of(0), pace.changed(UUID.randomUUID(), 0));
  }

  @Test
  void forgetsATaskThatEnded() {
    pace.changed(TASK, 0);
    pace.telling(TASK, 0);
    pace.ended(TASK);
    assertEquals(OptionalLong.of(0), pace.changed(TASK, 1));
  }

  /** Whenever changes come: never two tellings within an interval, and the last is told. */
  @Property
  void neverTellsTooOftenAndAlwaysTheLast(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 100_000_000) Integer> gaps) {
    ProgressPace each = new ProgressPace(Duration.ofMillis(250));
    long now = 0;
    long dueAt = -1;
    long told = -INTERVAL;
    for (int gap : gaps) {
      now += gap;
      if (dueAt >= 0 && dueAt <= now) {
        each.telling(TASK, dueAt);
        assertEquals(true, dueAt - told >= INTERVAL);
        told = dueAt;
        dueAt = -1;
      }
      OptionalLong wait = each.changed(TASK, now);
      assertEquals(dueAt >= 0, wait.isEmpty(), "a change is told later, or is under way");
      if (wait.isPresent()) {
        dueAt = now + wait.getAsLong();
      }
    }
    assertEquals(true, dueAt >= now, "the last change is told");
  }
}
