package dev.sparkle.chat.control;

import dev.sparkle.llm.entity.Manner;

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

  private static final String SUMMARY =
      """
      You sum up the conversation between a learner and a tutor, so that the tutor can go on with \
      it. Tell in at most 150 words what the learner wanted to know, what was explained, what the \
      learner understood or got wrong, and what is still open. Invent nothing.
      """;

  /** A ladder: each rung a little more, and the last not the answer either. */
  private static final String[] RUNGS = {
    "Give one short hint: where in the material to look, or which idea it is about. Name no part of"
        + " the answer.",
    "The learner had a first hint already. Name the notion that matters, or ask one question that"
        + " leads to it. Do not say what follows from it.",
    "The learner had two hints already. Take the first step of the reasoning with the learner, and"
        + " leave the conclusion to him.",
  };

  private static final String ANSWER_AT_LAST =
      "The learner had every hint and still does not see it. Now give the answer, and show how the"
          + " hints led to it.";

  private TutorInstructions() {}

  /** The instructions for a manner of help. */
  static String of(Manner manner) {
    return manner.kind() == Manner.Kind.SUMMARY ? SUMMARY : TUTOR + task(manner);
  }

  private static String task(Manner manner) {
    return switch (manner.kind()) {
      case EXPLAIN, SUMMARY -> "Explain, so that the learner understands why.";
      case HINT ->
          manner.rung() <= RUNGS.length
              ? "Do not give the answer. " + RUNGS[manner.rung() - 1]
              : ANSWER_AT_LAST;
      case QUIZ ->
          "Do not explain. Ask the learner one question that the material answers, and do not give"
              + " the answer away. Ask none that was asked before.";
      case GRADE ->
          """
          The learner answers the question that you asked last. Begin with one of the characters \
          ✓ (right), ◐ (partly right) or ✗ (not right), judging by the material alone. Say in one \
          or two sentences what is right, what is missing and what the material says, with its \
          number. Then ask the next question that the material answers; ask none that was asked \
          before. If the learner does not answer but asks for something else, begin with no such \
          character and ask a question about that.""";
    };
  }
}
