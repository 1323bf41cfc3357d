package dev.sparkle.safety.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.quota.entity.Decision.Refused;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.safety.entity.Family;
import dev.sparkle.safety.entity.Layer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "en, 1, wait one second",
    "en, 60, wait 60 seconds",
    "zh, 7, 请等7 秒",
    "de, 300, wait 5 minutes",
    "en, 18000, wait 5 hours",
    "en, 172800, wait 2 days"
  })
  void saysInWordsWhenThereIsRoomAgain(String language, long seconds, String words) {
    Instant now = Instant.parse("2026-11-25T12:00:00Z");
    Scope account = new Scope(Scope.Kind.ACCOUNT, "a");
    Refused refused =
        new Refused(
            Limit.REQUESTS_PER_MINUTE, account, now, now.plusSeconds(seconds), Allowance.UNLIMITED);

    String sentence = Refusals.used(language, refused);

    assertTrue(sentence.contains(words), sentence);
  }

  @Test
  void hasASentenceForEachLimitOfOneAndOfMany() {
    Instant now = Instant.parse("2026-11-25T12:00:00Z");
    for (Limit limit : Limit.values()) {
      Refused own =
          new Refused(limit, new Scope(Scope.Kind.ACCOUNT, "a"), now, now, Allowance.UNLIMITED);
      Refused shared = new Refused(limit, Scope.GUESTS, now, now, Allowance.UNLIMITED);
      for (String language : new String[] {"en", "zh"}) {
        assertNotEquals(Refusals.used(language, own), Refusals.used(language, shared));
      }
    }
  }
}
