package dev.sparkle.task.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.task.entity.TaskChanged;
import dev.sparkle.task.entity.TaskState;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewsListenerTest {

  private static final String ID = "0197d3c1-9a54-7b7e-8a51-0c1f6f2f7a10";

  @Test
  void readsWhatTheTriggersTell() {
    UUID id = UUID.fromString(ID);
    assertEquals(
        Optional.of(new TaskChanged(id, id, TaskState.RUNNING, 0.25)),
        NewsListener.read(ID + " " + ID + " running 0.25"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", ID, ID + " " + ID + " lost 0.5", ID + " " + ID + " running half"})
  void passesOverWhatItDoesNotKnow(String message) {
    assertEquals(Optional.empty(), NewsListener.read(message));
  }
}
