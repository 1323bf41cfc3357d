package dev.sparkle.llm.control;

import java.util.Objects;

/**
 * Names the judges that answers of now have passed. When one of them changes, it changes, and what
 * was kept under another name is not given again.
 *
 * @param name empty: nothing may be kept
 */
public record AnswerEra(String name) {
  public AnswerEra {
    Objects.requireNonNull(name, "name");
  }
}
