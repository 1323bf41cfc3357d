package dev.sparkle.chat.entity;

import java.util.Objects;
import java.util.UUID;

/** Where in its conversation a question stands. */
public sealed interface Branch {

  /** Behind what was said last. */
  Branch NEWEST = new Newest();

  /** Behind what was said last, on whichever branch. */
  record Newest() implements Branch {}

  /** Behind this message. */
  record After(UUID message) implements Branch {
    public After {
      Objects.requireNonNull(message, "message");
    }
  }

  /** In the place of this question of the learner's, which stays beside it. */
  record Replaces(UUID message) implements Branch {
    public Replaces {
      Objects.requireNonNull(message, "message");
    }
  }

  /** The question of this answer once more, or this question; its answers stay side by side. */
  record Regenerate(UUID message) implements Branch {
    public Regenerate {
      Objects.requireNonNull(message, "message");
    }
  }
}
