package dev.sparkle.llm.entity;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Passage;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is wanted from a model, with instructions, history, question and passages still apart: only
 * the guarded call makes one prompt of them.
 *
 * @param id the generation's id
 * @param caller on whose behalf
 * @param instructions what the model shall do; written by Sparkle, never by a learner
 * @param history earlier turns, oldest first
 * @param question the learner's words
 * @param passages retrieved material, in the order of their reference numbers from 1
 * @param language BCP 47 tag of the wanted answer's language, e.g. {@code en}, {@code zh}
 * @param maxOutputTokens upper limit of the answer, in tokens
 */
public record ModelCall(
    UUID id,
    Caller caller,
    String instructions,
    List<Turn> history,
    String question,
    List<Passage> passages,
    String language,
    int maxOutputTokens) {

  public ModelCall {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(instructions, "instructions");
    history = List.copyOf(history);
    Objects.requireNonNull(question, "question");
    passages = List.copyOf(passages);
    Objects.requireNonNull(language, "language");
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens must be positive: " + maxOutputTokens);
    }
  }
}
