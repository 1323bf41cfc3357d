package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void dropsWordsThatEveryQuestionHas() {
    assertEquals(Set.of("plant", "need", "light"), Terms.of("Why do plants need light?"));
    assertTrue(Terms.of("And why is that so?").isEmpty());
    assertTrue(Terms.of("那是为什么呢？").isEmpty());
  }

  @Test
  void bringsFormsOfAWordTogether() {
    assertEquals(Terms.of("breathing cells studies"), Terms.of("breathe cell study"));
    assertEquals(Terms.of("running released"), Terms.of("run release"));
  }

  @Test
  void pairsChineseCharactersWithinRuns() {
    assertEquals(Set.of("渗透", "透作", "作用"), Terms.of("什么是渗透作用？"));
    assertEquals(Set.of("dna", "细胞"), Terms.of("DNA在细胞的"));
  }
}
