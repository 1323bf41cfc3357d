package dev.sparkle.chat.entity;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How a question wants to be answered.
 *
 * @param language BCP 47 tag of the answer's language; null: the question's own
 * @param materials only these; empty: all that the learner may see
 * @param mode null: {@link Mode#EXPLAIN}
 */
public record AskOptions(String language, Set<UUID> materials, Mode mode) {

  /**
   * Language, script and region. Further subtags would carry words of the learner's into the
   * instructions, where the tag is told to the model.
   */
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?");

  /** Nothing special. */
  public static final AskOptions NONE = new AskOptions(null, Set.of(), Mode.EXPLAIN);

  public AskOptions {
    materials = materials == null ? Set.of() : Set.copyOf(materials);
    mode = mode == null ? Mode.EXPLAIN : mode;
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw new IllegalArgumentException("language must be a tag such as en or zh-CN");
    }
  }
}
