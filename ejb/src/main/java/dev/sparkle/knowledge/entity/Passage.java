package dev.sparkle.knowledge.entity;

import java.util.Objects;
import java.util.UUID;

/**
 * A piece of material that retrieval found.
 *
 * @param chunk id of the stored chunk
 * @param material id of the material it belongs to
 * @param title the material's title
 * @param heading the heading that it stands under; empty if there is none
 * @param page the page in the source, from 1; null where the source has no pages
 * @param text the passage's own words, without the heading
 * @param score relevance for the question it was found for, 0 to 1, higher is better
 * @param course the course of a material that everyone sees; null for all others, since anyone may
 *     name a course on his own
 * @param clearance what a judge left of it for a model; null if nobody has judged it yet
 */
public record Passage(
    UUID chunk,
    UUID material,
    String title,
    String heading,
    Integer page,
    String text,
    double score,
    String course,
    Clearance clearance) {

  /** A passage of no course that nobody has judged. */
  public Passage(
      UUID chunk,
      UUID material,
      String title,
      String heading,
      Integer page,
      String text,
      double score) {
    this(chunk, material, title, heading, page, text, score, null, null);
  }

  public Passage {
    Objects.requireNonNull(chunk, "chunk");
    Objects.requireNonNull(material, "material");
    Objects.requireNonNull(title, "title");
    heading = heading == null ? "" : heading;
    Objects.requireNonNull(text, "text");
    if (page != null && page < 1) {
      throw new IllegalArgumentException("pages count from 1, not " + page);
    }
  }

  /** The same passage, its words as cleared for a model. */
  public Passage with(Clearance cleared) {
    return new Passage(
        chunk, material, title, cleared.heading(), page, cleared.text(), score, course, cleared);
  }

  /** The same passage under another title. */
  public Passage titled(String other) {
    return new Passage(chunk, material, other, heading, page, text, score, course, clearance);
  }
}
