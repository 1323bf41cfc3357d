package dev.sparkle.safety.control.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code config.json} tells of a sequence classifier.
 *
 * @param attackLabels which labels mean an attack; empty if it does not tell: then the last one
 * @param maxTokens how many tokens the network reads at once
 */
record SequenceModelConfig(Set<Integer> attackLabels, int maxTokens) {

  /** Names that published models give to attacks. */
  private static final Set<String> ATTACKS =
      Set.of(
          "MALICIOUS", "INJECTION", "PROMPT_INJECTION", "JAILBREAK", "ATTACK", "UNSAFE", "LABEL_1");

  /** What most of these networks read. */
  private static final int USUAL_TOKENS = 512;

  private static final int FEWEST_TOKENS = 8;

  SequenceModelConfig {
    attackLabels = Set.copyOf(attackLabels);
    if (maxTokens < FEWEST_TOKENS) {
      throw new IllegalArgumentException("a window of " + maxTokens + " tokens holds no text");
    }
  }

  /**
   * Reads it.
   *
   * @return the usual, if there is no such file
   * @throws IllegalArgumentException if it cannot be read, or none of the labels that it names is
   *     known to mean an attack
   */
  static SequenceModelConfig read(Path file) {
    if (!Files.exists(file)) {
      return new SequenceModelConfig(Set.of(), USUAL_TOKENS);
    }
    try {
      JsonNode config = new ObjectMapper().readTree(Files.readAllBytes(file));
      int most = config.path("max_position_embeddings").asInt(USUAL_TOKENS);
      Set<Integer> attacks = new HashSet<>();
      JsonNode labels = config.path("id2label");
      for (var label : labels.properties()) {
        if (ATTACKS.contains(label.getValue().asText().toUpperCase(Locale.ROOT))) {
          attacks.add(Integer.parseInt(label.getKey()));
        }
      }
      if (!labels.isEmpty() && attacks.isEmpty()) {
        throw new IllegalArgumentException(
            file
                + ": none of the labels "
                + labels
                + " is known to mean an attack ("
                + ATTACKS
                + ").");
      }
      return new SequenceModelConfig(
          attacks, Math.max(FEWEST_TOKENS, Math.min(most, USUAL_TOKENS)));
    } catch (IOException | NumberFormatException e) {
      throw new IllegalArgumentException(
          file + " is no configuration of a model: " + e.getMessage() + ".", e);
    }
  }

  /** Whether a label means an attack. */
  boolean isAttack(int label, int labels) {
    return attackLabels.isEmpty() ? label == labels - 1 : attackLabels.contains(label);
  }
}
