package dev.sparkle.knowledge.entity;

import java.util.Objects;

/**
 * A piece of a document that is found and cited as one.
 *
 * @param ordinal its place in the document, from 0
 * @param heading the heading it stands under; empty if there is none
 * @param page the page its first character is on, from 1; null where the source has no pages
 * @param text the document's own words
 */
public record Chunk(int ordinal, String heading, Integer page, String text) {

  public Chunk {
    Objects.requireNonNull(heading, "heading");
    Objects.requireNonNull(text, "text");
    if (ordinal < 0 || text.isBlank()) {
      throw new IllegalArgumentException("not a chunk: " + ordinal + ", \"" + text + "\"");
    }
  }
}
