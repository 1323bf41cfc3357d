package dev.sparkle.knowledge.entity;

import java.util.Objects;

/**
 * What a judge left of a passage for the eyes of a model: the passage itself as a rule, without the
 * sentences that address the model instead of the reader.
 *
 * @param judge who judged, and by what; another judge may see it differently
 * @param heading the heading that may be shown to a model
 * @param text the words that may be shown to a model
 */
public record Clearance(String judge, String heading, String text) {

  public Clearance {
    Objects.requireNonNull(judge, "judge");
    Objects.requireNonNull(heading, "heading");
    Objects.requireNonNull(text, "text");
  }
}
