package dev.sparkle.chat.entity;

import java.util.Set;
import java.util.UUID;

/**
 * How a question wants to be answered.
 *
 * @param language BCP 47 tag of the answer's language; null: the question's own
 * @param materials only these; empty: all that the learner may see
 * @param mode null: {@link Mode#EXPLAIN}
 */
public record AskOptions(String language, Set<UUID> materials, Mode mode) {

  /** Nothing special. */
  public static final AskOptions NONE = new AskOptions(null, Set.of(), Mode.EXPLAIN);

  public AskOptions {
    materials = materials == null ? Set.of() : Set.copyOf(materials);
    mode = mode == null ? Mode.EXPLAIN : mode;
    if (language != null && !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
      throw new IllegalArgumentException("language must be a tag such as en or zh-CN");
    }
  }
}
