package dev.sparkle.task.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TaskStateTest {

  @Property
  void onlyARunningTaskSucceedsOrRetries(@ForAll TaskState from) {
    assertEquals(from == TaskState.RUNNING, from.mayBecome(TaskState.SUCCEEDED));
    assertEquals(from == TaskState.RUNNING, from.mayBecome(TaskState.RETRYING));
  }

  @Property
  void onlyAQueuedTaskRuns(@ForAll TaskState from) {
    assertEquals(from == TaskState.QUEUED, from.mayBecome(TaskState.RUNNING));
  }

  @Property
  void whateverHappensItNeverLeavesSuccess(@ForAll @Size(max = 40) List<TaskState> wishes) {
    TaskState state = TaskState.SCHEDULED;
    boolean succeeded = false;
    for (TaskState wish : wishes) {
      if (state.mayBecome(wish)) {
        state = wish;
      }
      succeeded |= state == TaskState.SUCCEEDED;
      assertTrue(!succeeded || state == TaskState.SUCCEEDED);
    }
  }

  @Property
  void nothingBecomesItself(@ForAll TaskState state) {
    assertFalse(state.mayBecome(state));
  }

  @Test
  void everyStateCanReachAnEnd() {
    Set<TaskState> ending =
        Stream.of(TaskState.values()).filter(TaskState::isEnd).collect(Collectors.toSet());
    for (TaskState state : TaskState.values()) {
      assertTrue(state.isEnd() || ending.stream().anyMatch(state::mayBecome), state.name());
    }
  }

  @Test
  void labelsComeBack() {
    for (TaskState state : TaskState.values()) {
      assertEquals(state, TaskState.of(state.label()));
    }
  }
}
