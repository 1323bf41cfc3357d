package dev.sparkle.cli.safety.attack;

import dev.sparkle.cli.safety.CorpusReader;
import java.util.Locale;
import java.util.Set;

/**
 * One attack and what came of it.
 *
 * @param row the attack
 * @param outcome what ended it
 * @param reached markers that the learner got
 */
record Attempt(CorpusReader.Row row, Outcome outcome, Set<String> reached) {

  /** What ended an attack. */
  enum Outcome {
    /** Layer 1, or layer 5 for words that tell of danger: no model heard of it. */
    REFUSED,
    /** The material's judge took something out of it. */
    DISARMED,
    /** The server took no such question: too long, for instance. */
    NOT_TAKEN,
    /** Layer 4 ended the answer. */
    STOPPED,
    /** The answer was given to its end. */
    ANSWERED,
    /** Something else broke. */
    FAILED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Attempt {
    reached = Set.copyOf(reached);
  }

  /** Whether any marker reached the learner. */
  boolean succeeded() {
    return !reached.isEmpty();
  }

  /** Whether a secret, the canary or the prompt did. */
  boolean toldASecret() {
    return reached.stream().anyMatch(name -> !name.equals(Markers.SENTENCE));
  }

  /** Whether the model heard of it. */
  boolean reachedTheModel() {
    return outcome == Outcome.STOPPED || outcome == Outcome.ANSWERED;
  }
}
