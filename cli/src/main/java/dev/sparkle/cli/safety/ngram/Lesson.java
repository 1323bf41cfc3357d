package dev.sparkle.cli.safety.ngram;

import dev.sparkle.cli.safety.CorpusRow;
import dev.sparkle.cli.safety.CorpusRow.Label;
import java.util.Optional;

/**
 * What a row teaches about the two questions: is it true, and how much does it count? A weight of 0
 * says nothing: whether a jailbreak asks for harm too is not told by its label.
 */
enum Lesson {
  /** An attack on the model. */
  MANIPULATION(true, 1, false, 0.3),
  /** A jailbreak, with or without a harmful wish in it. */
  JAILBREAK(true, 1, false, 0),
  /** A jailbreak around a harmful wish. */
  HARMFUL_JAILBREAK(true, 1, true, 1),
  /** A harmful wish in plain words is no attack on the model. */
  HARM(false, 0.3, true, 1),
  /** Innocent. */
  BENIGN(false, 1, false, 1);

  /** Sources of jailbreaks that are all built around a harmful wish. */
  private static final String HARMFUL_JAILBREAKS = "SAP200.*|.*adv_suffixes.*";

  private final boolean manipulation;
  private final double manipulationWeight;
  private final boolean harm;
  private final double harmWeight;

  Lesson(boolean manipulation, double manipulationWeight, boolean harm, double harmWeight) {
    this.manipulation = manipulation;
    this.manipulationWeight = manipulationWeight;
    this.harm = harm;
    this.harmWeight = harmWeight;
  }

  boolean manipulation() {
    return manipulation;
  }

  double manipulationWeight() {
    return manipulationWeight;
  }

  boolean harm() {
    return harm;
  }

  double harmWeight() {
    return harmWeight;
  }

  /**
   * What a row teaches. An attack in hidden words teaches nothing, since the classifier also reads
   * what other code has made of them; an innocent text stays innocent in any writing.
   */
  static Optional<Lesson> of(CorpusRow row) {
    if (row.label() == Label.BENIGN) {
      return Optional.of(BENIGN);
    }
    if (row.label() != Label.ATTACK || row.category().startsWith("encod")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (row.category()) {
          case "harmful_request" -> HARM;
          case "jailbreak" ->
              row.source().matches(HARMFUL_JAILBREAKS) ? HARMFUL_JAILBREAK : JAILBREAK;
          default -> MANIPULATION;
        });
  }
}
