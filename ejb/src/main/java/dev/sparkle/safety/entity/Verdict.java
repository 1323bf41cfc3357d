package dev.sparkle.safety.entity;

import java.util.List;
import java.util.Objects;

/**
 * What a safety layer decided of a text. A decision is always one of these values, never a boolean
 * and never an exception.
 */
public sealed interface Verdict {

  /** How suspicious the text is, 0 to 1; from 0.5 on the shipped policy refuses it. */
  double score();

  /** Ids of the rules that spoke, in the order in which they did; empty if none did. */
  List<String> rules();

  /** The text may pass as it is. */
  record Allowed(double score, List<String> rules) implements Verdict {
    public Allowed {
      requireScore(score);
      rules = List.copyOf(rules);
    }
  }

  /**
   * The text may pass in other words: what was hostile in it, or hidden in it, was taken out.
   *
   * @param text the words that may pass
   * @param reason why it was changed, a stable code (see {@link Family#code()})
   */
  record Rewritten(String text, String reason, double score, List<String> rules)
      implements Verdict {
    public Rewritten {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(reason, "reason");
      requireScore(score);
      rules = List.copyOf(rules);
    }
  }

  /**
   * The text may not pass.
   *
   * @param reason why not, a stable code (see {@link Family#code()})
   */
  record Blocked(String reason, double score, List<String> rules) implements Verdict {
    public Blocked {
      Objects.requireNonNull(reason, "reason");
      requireScore(score);
      rules = List.copyOf(rules);
    }
  }

  private static void requireScore(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score lies between 0 and 1, not at " + score);
    }
  }
}
