package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Property
  void putTogetherTheyAreTheText(@ForAll String text) {
    assertEquals(text, String.join("", Sentences.of(text)));
  }

  @Test
  void endAfterTheirMarks() {
    assertEquals(
        List.of("One. ", "Two! ", "(Three?) ", "“Four.” ", "Five"),
        Sentences.of("One. Two! (Three?) “Four.” Five"));
    assertEquals(List.of("第一句。", "“第二句！”", "第三句？！", "第四"), Sentences.of("第一句。“第二句！”第三句？！第四"));
  }

  @Test
  void doNotEndInsideNumbersAndAbbreviations() {
    assertEquals(
        List.of("See Fig. 3.5 by J. Smith et al. in vol. 2."),
        Sentences.of("See Fig. 3.5 by J. Smith et al. in vol. 2."));
  }

  @Test
  void endWithTheLineInLists() {
    assertEquals(List.of("- one\n", "- two"), Sentences.of("- one\n- two"));
  }
}
