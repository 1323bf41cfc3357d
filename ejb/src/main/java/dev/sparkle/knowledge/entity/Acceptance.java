package dev.sparkle.knowledge.entity;

import java.util.Objects;

/** What became of an upload. */
public sealed interface Acceptance {

  /** It is stored, and will be searchable soon. */
  record Accepted(Material material) implements Acceptance {
    public Accepted {
      Objects.requireNonNull(material, "material");
    }
  }

  /**
   * It is not stored.
   *
   * @param code stable code: {@code forbidden}, or one of {@link Reading.Unreadable}
   * @param message a sentence that says what is wrong and what to do
   */
  record Refused(String code, String message) implements Acceptance {
    public Refused {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
