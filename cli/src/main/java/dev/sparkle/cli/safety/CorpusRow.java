package dev.sparkle.cli.safety;

import java.util.List;
import java.util.Objects;

/**
 * One row of a corpus.
 *
 * @param category what kind of text it is
 * @param lang e.g. {@code en}
 * @param source where the row is from; {@code ?} if the row does not say
 * @param types the kinds of sensitive data that are in the text; empty if none or not told
 * @param spans where they are
 */
public record CorpusRow(
    String text,
    Label label,
    String category,
    String lang,
    String source,
    List<String> types,
    List<Span> spans) {

  /** What a row is an example of. */
  public enum Label {
    ATTACK,
    BENIGN,
    SENSITIVE,
    CLEAN;

    /** As it stands in the row. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** True for what should be found. */
    public boolean isPositive() {
      return this == ATTACK || this == SENSITIVE;
    }

    /** True for rows about a text that goes to the model; false for one that comes from it. */
    public boolean isInput() {
      return this == ATTACK || this == BENIGN;
    }
  }

  /**
   * Where something sensitive stands.
   *
   * @param start in code points of the text, inclusive
   * @param end exclusive
   */
  public record Span(int start, int end, String type) {}

  public CorpusRow {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(lang, "lang");
    Objects.requireNonNull(source, "source");
    types = List.copyOf(types);
    spans = List.copyOf(spans);
  }
}
