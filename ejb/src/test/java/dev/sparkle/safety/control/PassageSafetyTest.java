package dev.sparkle.safety.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.control.input.Views;
import dev.sparkle.safety.entity.InputPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PassageSafetyTest {

  private final List<String> judged = new ArrayList<>();
  private final InputJudge judge =
      new InputJudge(
          Views::of,
          (view, where) -> {
            judged.add(view.text());
            return List.of();
          },
          text -> Scores.NONE,
          List.of());
  private final PassageSafety safety =
      new PassageSafety(judge, new JudgedBy("test"), InputPolicies.only(InputPolicy.SHIPPED), null);

  private static Passage passage(String title, String text) {
    return new Passage(UUID.randomUUID(), UUID.randomUUID(), title, "Light", 1, text, 0.5);
  }

  @Test
  void judgesATitleOnceForAllPassagesAndQuestions() {
    for (String text : List.of("Plants need light.", "Leaves are green.", "Roots drink.")) {
      assertEquals("Biology", safety.cleared(passage("Biology", text)).title());
    }
    assertEquals("Botany", safety.cleared(passage("Botany", "Seeds sleep.")).title());
    assertEquals(1, Collections.frequency(judged, "Biology"), judged.toString());
    assertEquals(1, Collections.frequency(judged, "Botany"), judged.toString());
  }

  @Test
  void judgesAPassageAnewThatNobodyHasCleared() {
    Passage passage = passage("Biology", "Plants need light.");
    Passage cleared = safety.cleared(passage);
    safety.cleared(cleared);
    assertEquals(1, Collections.frequency(judged, passage.text()), judged.toString());
    safety.cleared(passage);
    assertEquals(2, Collections.frequency(judged, passage.text()), judged.toString());
  }
}
