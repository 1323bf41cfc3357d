package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Mode;

/**
 * What a model is told about its task. Nothing of a learner or of the material ever gets in here.
 */
final class TutorInstructions {

  private static final String TUTOR =
      """
      You are a patient tutor. Answer from the course material that comes with the question, and \
      from nothing else. After each statement put the number of the passage it rests on in square \
      brackets, like [1]. If the material does not answer the question, say so plainly and do not \
      invent anything. Use short sentences and plain words.
      """;

  private TutorInstructions() {}

  /** The instructions for a mode. */
  static String of(Mode mode) {
    return TUTOR + task(mode);
  }

  private static String task(Mode mode) {
    return switch (mode) {
      case EXPLAIN -> "Explain, so that the learner understands why.";
      case HINT ->
          "Do not give the answer. Give one hint that brings the learner one step further.";
      case QUIZ -> "Do not explain. Ask the learner one question about the material.";
    };
  }
}
