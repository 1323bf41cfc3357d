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
 * @param canary a random word that stands in the prompt and nowhere else, so that an answer which
 *     carries it betrays the prompt; empty until the layer that watches for it has drawn one
 * @param manner how it is met where no model is asked; a model reads it in the instructions
 */
public record ModelCall(
    UUID id,
    Caller caller,
    String instructions,
    List<Turn> history,
    String question,
    List<Passage> passages,
    String language,
    int maxOutputTokens,
    String canary,
    Manner manner) {

  /** A call whose canary is not drawn yet. */
  public ModelCall(
      UUID id,
      Caller caller,
      String instructions,
      List<Turn> history,
      String question,
      List<Passage> passages,
      String language,
      int maxOutputTokens) {
    this(
        id,
        caller,
        instructions,
        history,
        question,
        passages,
        language,
        maxOutputTokens,
        "",
        Manner.EXPLAIN);
  }

  public ModelCall {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(instructions, "instructions");
    history = List.copyOf(history);
    Objects.requireNonNull(question, "question");
    passages = List.copyOf(passages);
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(canary, "canary");
    Objects.requireNonNull(manner, "manner");
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens must be positive: " + maxOutputTokens);
    }
  }

  /** The same call with other words of others in it. */
  public ModelCall with(List<Turn> otherHistory, String otherQuestion, List<Passage> others) {
    return new ModelCall(
        id,
        caller,
        instructions,
        otherHistory,
        otherQuestion,
        others,
        language,
        maxOutputTokens,
        canary,
        manner);
  }

  /** The same call, to be met in that manner where no model is asked. */
  public ModelCall in(Manner other) {
    return new ModelCall(
        id,
        caller,
        instructions,
        history,
        question,
        passages,
        language,
        maxOutputTokens,
        canary,
        other);
  }

  /** The same call with a canary. */
  public ModelCall withCanary(String word) {
    return new ModelCall(
        id,
        caller,
        instructions,
        history,
        question,
        passages,
        language,
        maxOutputTokens,
        word,
        manner);
  }
}
