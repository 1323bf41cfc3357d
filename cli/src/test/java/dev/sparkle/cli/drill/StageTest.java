package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {

  @Test
  void plannedWorkIsAFigureAndNoRecovery() {
    Stage stage = new Stage(null, words -> {});
    stage.took("the deployment", Duration.ofMillis(152_400));
    stage.recovered("until it was back", Duration.ofMillis(3800));
    assertEquals(Map.of("seconds of the deployment", 152L), stage.figures());
    assertEquals(Map.of("until it was back", 3.8), stage.recovery());
  }
}
