package dev.sparkle.llm.entity;

import java.util.Objects;

/** How a stream of words ended. Each stream ends in exactly one of these. */
public sealed interface Ending {

  /** The model said all it had to say, or reached its length limit ({@code truncated}). */
  record Done(boolean truncated) implements Ending {}

  /** The learner stopped it. */
  record Stopped() implements Ending {}

  /**
   * A safety layer ended it.
   *
   * @param layer 1 to 5
   * @param reason stable reason code
   * @param sentence a kind sentence for the learner that says what would be all right
   */
  record Blocked(int layer, String reason, String sentence) implements Ending {
    public Blocked {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  /**
   * It broke.
   *
   * @param code stable code, as listed in docs/api/errors.md
   * @param message a sentence for a person
   * @param retryable whether asking again may work
   * @param retryAfterMs when to ask again, in milliseconds; null if that is not known
   */
  record Failed(String code, String message, boolean retryable, Long retryAfterMs)
      implements Ending {
    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
