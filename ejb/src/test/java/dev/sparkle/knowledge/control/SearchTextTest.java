package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void indexesChineseByOneAndTwoCharacters() {
    SearchText text = SearchText.of("光合作用 (photosynthesis) 酶");
    assertEquals("'光':1 '光合':1C '合':2 '合作':2C '作':3 '作用':3C '用':4 '酶':5", text.vector());
    assertEquals("photosynthesis", text.english().replaceAll("[^a-z]", ""));
  }

  @Test
  void leavesOutWhatOnlyMakesItAQuestion() {
    assertEquals(Set.of("光合", "合作", "作用"), SearchText.questionTokens("什么是光合作用？"));
    assertEquals(Set.of("酶"), SearchText.questionTokens("酶是什么？"));
    assertEquals(Set.of(), SearchText.questionTokens("为什么呢？"));
    assertEquals(Set.of(), SearchText.questionTokens("What is light?"));
  }

  @Test
  void takesFullWidthLettersForPlainOnes() {
    assertEquals("DNA", SearchText.english("ＤＮＡ"));
  }

  @Test
  void indexesCharactersBeyondTheBasicPlane() {
    assertEquals("'𠀀':1 '𠀀𠀁':1C '𠀁':2", SearchText.of("𠀀𠀁").vector());
  }

  @Test
  void letsNoTokenActAsAnOperator() {
    assertEquals(
        "'a'' | ''b' | '!x & (y:*)' | 'back\\\\slash'",
        SearchText.anyOf(List.of("a' | 'b", "!x & (y:*)", "back\\slash")));
    assertTrue(SearchText.anyOf(List.of()).isEmpty());
  }
}
