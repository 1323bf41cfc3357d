package dev.sparkle.knowledge.entity;

import java.util.List;
import java.util.Objects;

/**
 * A paragraph, list, table or listing of a document.
 *
 * @param headings the headings it stands under, outermost first, without the document's title
 * @param page the page it begins on, from 1; null where the source has no pages
 * @param text its words, stripped, not empty
 */
public record Block(List<String> headings, Integer page, String text) {

  public Block {
    headings = List.copyOf(headings);
    Objects.requireNonNull(text, "text");
    if (text.isBlank()) {
      throw new IllegalArgumentException("a block has words");
    }
    if (page != null && page < 1) {
      throw new IllegalArgumentException("pages count from 1, not " + page);
    }
  }
}
