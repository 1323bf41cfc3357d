package dev.sparkle.knowledge.entity;

import java.util.Objects;
import java.util.UUID;

/**
 * A numbered reference from an answer into the material.
 *
 * @param ref the number that the answer's text uses, as in {@code [1]}; from 1
 * @param materialId id of the material
 * @param title the material's title, with the section's heading where there is one
 * @param page page in the source, from 1; null where the source has no pages
 * @param excerpt the passage's first words, at most 240 characters
 * @param score relevance, 0 to 1
 */
public record Citation(
    int ref, UUID materialId, String title, Integer page, String excerpt, double score) {

  /** Longest excerpt in characters: about three lines on a phone. */
  public static final int MAX_EXCERPT = 240;

  public Citation {
    Objects.requireNonNull(materialId, "materialId");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(excerpt, "excerpt");
    if (ref < 1) {
      throw new IllegalArgumentException("references count from 1, not " + ref);
    }
  }

  /** The citation of a passage under a number. */
  public static Citation of(int ref, Passage passage) {
    String title =
        passage.heading().isEmpty()
            ? passage.title()
            : passage.title() + ", section \"" + passage.heading() + "\"";
    return new Citation(
        ref, passage.material(), title, passage.page(), excerpt(passage.text()), passage.score());
  }

  private static String excerpt(String text) {
    String flat = text.strip().replaceAll("\\s+", " ");
    if (flat.length() <= MAX_EXCERPT) {
      return flat;
    }
    int cut = MAX_EXCERPT - 1;
    if (Character.isHighSurrogate(flat.charAt(cut - 1))) {
      cut--;
    }
    return flat.substring(0, cut) + "…";
  }
}
