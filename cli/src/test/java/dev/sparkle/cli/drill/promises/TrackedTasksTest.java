package dev.sparkle.cli.drill.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrackedTasksTest {

  @Test
  void countingTwiceIsAsWrongAsNotCounting() {
    assertTrue(TrackedTasks.counted("task_started_total", 20).isKept());

    Promise twice = TrackedTasks.counted("task_started_total", 21);
    assertFalse(twice.isKept());
    assertEquals(95, twice.value());
    assertEquals("it rose by 21.0", twice.broken());
    assertEquals(95, TrackedTasks.counted("task_started_total", 19).value());
    assertEquals(0, TrackedTasks.counted("task_started_total", 60).value());
  }
}
