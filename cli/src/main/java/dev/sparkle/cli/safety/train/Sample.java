package dev.sparkle.cli.safety.train;

import dev.sparkle.cli.safety.CorpusReader.Row;
import dev.sparkle.safety.control.input.WordPieces;
import java.util.List;
import java.util.Set;

/**
 * A row as training sees it.
 *
 * @param windows its tokens, at least one window
 * @param target whether it is an attack on the model
 * @param harm 1 if it openly asks for harm, 0 if not, {@link #UNKNOWN} if its label does not tell
 * @param weight how much it counts
 */
record Sample(Row row, List<long[]> windows, float target, float harm, float weight) {

  static final float UNKNOWN = -1;

  /** Hidden words: other code undoes what hides them first, and their benign twins likewise. */
  private static final Set<String> LEFT_OUT = Set.of("encoding_obfuscated", "encoded_benign");

  private static final String HARMFUL = "harmful_request";
  private static final String INDIRECT = "injection_indirect";

  /** Jailbreaks around an open request for harm. */
  private static final List<String> HARMFUL_JAILBREAKS = List.of("SAP200", "FuzzyAI/adv_suffixes");

  /** A source of this size counts by its rows; a smaller one more than that, a larger one less. */
  private static final double USUAL_SIZE = 150;

  static boolean isWanted(Row row) {
    return !LEFT_OUT.contains(row.category());
  }

  /**
   * @param sourceSize rows of the same source and category
   */
  static Sample of(Row row, int sourceSize, WordPieces words) {
    return new Sample(
        row,
        words.windows(row.text()),
        isManipulation(row) ? 1 : 0,
        harm(row),
        weight(row, sourceSize));
  }

  /** Whether the row is an attack on the model, and not only a request that a policy may refuse. */
  static boolean isManipulation(Row row) {
    return row.attack() && !row.category().equals(HARMFUL);
  }

  /** Whether the hostile words may stand in a small part of it. */
  boolean isHiddenInMaterial() {
    return row.category().equals(INDIRECT);
  }

  private static float harm(Row row) {
    if (!row.attack()) {
      return 0;
    }
    boolean both = HARMFUL_JAILBREAKS.stream().anyMatch(row.source()::startsWith);
    if (both || row.category().equals(HARMFUL)) {
      return 1;
    }
    return row.category().equals("prompt_leak") ? 0 : UNKNOWN;
  }

  private static float weight(Row row, int sourceSize) {
    if (!row.attack()) {
      return row.category().startsWith("hard_") ? 2 : 1;
    }
    return (float) Math.max(0.5, Math.min(2, Math.sqrt(USUAL_SIZE / sourceSize)));
  }
}
