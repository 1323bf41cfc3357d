package dev.sparkle.safety.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.safety.entity.Family;
import dev.sparkle.safety.entity.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh", "zh-CN", "de", "und"})
  void hasASentenceForEveryReasonInEveryLanguage(String language) {
    for (Family family : Family.values()) {
      assertFalse(Refusals.sentence(language, Layer.INPUT, family.code()).isBlank());
    }
    assertFalse(Refusals.sentence(language, Layer.OUTPUT, "never heard of").isBlank());
  }

  @Test
  void speaksTheLearnersLanguage() {
    assertTrue(
        Refusals.sentence("zh", Layer.INPUT, "jailbreak")
            .codePoints()
            .anyMatch(Character::isIdeographic));
    assertEquals(
        Refusals.sentence("en", Layer.INPUT, "jailbreak"),
        Refusals.sentence("fr", Layer.INPUT, "jailbreak"));
  }

  @Test
  void tellsHarmFromManipulation() {
    assertNotEquals(
        Refusals.sentence("en", Layer.INPUT, Family.HARMFUL_REQUEST.code()),
        Refusals.sentence("en", Layer.INPUT, Family.MANIPULATION.code()));
  }

  @Test
  void tellsHowLongToWait() {
    assertTrue(Refusals.tooMany("en", 12).contains("12 seconds"));
    assertTrue(Refusals.tooMany("zh", 12).contains("12"));
    assertTrue(Refusals.tooMany("en", 0).contains("1 second"));
  }
}
