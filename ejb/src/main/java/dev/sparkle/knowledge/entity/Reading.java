package dev.sparkle.knowledge.entity;

import java.util.List;
import java.util.Objects;

/** What came of reading a document. */
public sealed interface Reading {

  /**
   * It has words.
   *
   * @param title the document's own title; null if it has none
   * @param blocks its paragraphs, lists and tables in reading order, at least one
   */
  record Parsed(String title, List<Block> blocks) implements Reading {
    public Parsed {
      blocks = List.copyOf(blocks);
      if (blocks.isEmpty()) {
        throw new IllegalArgumentException("a document that was read has at least one block");
      }
    }
  }

  /**
   * It cannot be used.
   *
   * @param code stable code: {@code empty_file}, {@code too_large}, {@code too_many_pages}, {@code
   *     encrypted}, {@code damaged}, {@code no_text}, {@code unsupported_type}, {@code
   *     type_mismatch}, {@code too_much_text}, {@code not_text}
   * @param message a sentence for the person who uploaded it: what is wrong and what to do
   */
  record Unreadable(String code, String message) implements Reading {
    public Unreadable {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
