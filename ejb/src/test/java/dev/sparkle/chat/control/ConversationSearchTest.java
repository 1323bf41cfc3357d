package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ConversationSearchTest {

  @Test
  void takesTheSignsOfAPatternAsTheyAre() {
    assertEquals("%100\\%%", ConversationSearch.pattern("100%"));
    assertEquals("%a\\_b\\\\%", ConversationSearch.pattern("a_b\\"));
  }

  @Test
  void showsWhereTheWordStands() {
    String text = "first ".repeat(30) + "Osmosis\n is  here " + "last ".repeat(40);

    String excerpt = ConversationSearch.excerpt(text, "osmosis");

    assertTrue(excerpt.startsWith("…first"), excerpt);
    assertTrue(excerpt.contains("Osmosis is here last"), excerpt);
    assertTrue(excerpt.endsWith("…"), excerpt);
  }

  @Property
  void neverBreaksATextIntoHalfCharacters(
      @ForAll @StringLength(max = 400) String text,
      @ForAll @NotEmpty @StringLength(max = 5) String word) {
    String excerpt = ConversationSearch.excerpt(text, word);

    assertTrue(excerpt.length() <= 162, excerpt);
    String flat = text.strip().replaceAll("\\s+", " ");
    assertTrue(flat.contains(excerpt.replaceAll("^…|…$", "")), excerpt);
  }
}
