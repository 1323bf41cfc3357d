package dev.sparkle.safety.control.concern;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.safety.entity.Concern;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ConcernBookTest {

  private final ConcernBook book = ConcernBook.shipped();

  @Test
  void findsEveryExampleOfEveryRule() {
    assertAll(
        book.rules().stream()
            .flatMap(
                rule ->
                    rule.examples().stream()
                        .map(
                            example ->
                                () ->
                                    assertEquals(
                                        Optional.of(rule.concern()),
                                        book.find(example).map(ConcernBook.Hit::concern),
                                        example))));
  }

  @Test
  void leavesEveryCounterExampleAlone() {
    assertAll(
        book.rules().stream()
            .flatMap(rule -> rule.not().stream())
            .map(text -> () -> assertEquals(Optional.empty(), book.find(text), text)));
  }

  @Test
  void everyRuleHasBothAndEveryConcernBothLanguages() {
    assertFalse(book.rules().stream().anyMatch(r -> r.examples().isEmpty() || r.not().isEmpty()));
    for (Concern concern : Concern.values()) {
      for (String language : new String[] {"en", "zh"}) {
        assertTrue(
            book.rules().stream()
                .anyMatch(r -> r.concern() == concern && r.id().startsWith(language)),
            concern + " " + language);
      }
    }
  }

  @Test
  void readsTypographicSignsAndFullWidthLettersAsOthers() {
    assertTrue(book.find("I don’t   want to live ANYMORE").isPresent());
    assertTrue(book.find("ｉ ｗａｎｔ ｔｏ ｄｉｅ").isPresent());
  }

  @Test
  void staysQuickOnLongTexts() {
    String[] texts =
        Stream.of("i want ", "someone i met online ", "我真的", "really really ")
            .map(part -> part.repeat(2000))
            .toArray(String[]::new);
    for (String text : texts) {
      Assertions.assertTimeout(Duration.ofSeconds(2), () -> book.find(text));
    }
  }
}
