package dev.sparkle.chat.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConversationTest {

  @Test
  void takesTheTitleFromTheQuestion() {
    assertEquals(
        "Why do plants need light?", Conversation.titleOf(" Why do\n plants need light? "));
  }

  @Property
  void neverMakesATitleTooLongOrCutsACharacterInTwo(@ForAll String question) {
    String title = Conversation.titleOf(question);

    assertTrue(title.length() <= Conversation.MAX_TITLE);
    // where the question was whole, the title is
    boolean whole = question.codePoints().allMatch(ConversationTest::isWhole);
    assertTrue(!whole || title.codePoints().allMatch(ConversationTest::isWhole), title);
  }

  private static boolean isWhole(int codePoint) {
    return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
  }
}
