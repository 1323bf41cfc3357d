package dev.sparkle.llm.entity;

import java.util.Objects;

/**
 * How a question is to be met.
 *
 * @param rung of the ladder of hints, from 1; 0 where there is none
 * @param about the question that a hint helps with, or the quiz question that is answered; empty:
 *     what is asked itself
 */
public record Manner(Kind kind, int rung, String about) {

  /** The kinds of help. */
  public enum Kind {
    EXPLAIN,
    HINT,
    /** Puts a question to the learner. */
    QUIZ,
    /** Judges the learner's answer to such a question, and puts the next. */
    GRADE,
    /** Sums up what was said; needs a model. */
    SUMMARY
  }

  /** The hints before the answer. */
  public static final int RUNGS = 3;

  /** Explains. */
  public static final Manner EXPLAIN = new Manner(Kind.EXPLAIN, 0, "");

  /** Sums up. */
  public static final Manner SUMMARY = new Manner(Kind.SUMMARY, 0, "");

  /** Asks the learner. */
  public static final Manner QUIZ = new Manner(Kind.QUIZ, 0, "");

  public Manner {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(about, "about");
    if (kind == Kind.HINT ? rung < 1 : rung != 0) {
      throw new IllegalArgumentException("hints, and only they, have a rung from 1");
    }
  }

  /** A hint for a question. */
  public static Manner hint(int rung, String about) {
    return new Manner(Kind.HINT, rung, about);
  }

  /** Judges the answer to a quiz question. */
  public static Manner grade(String quizQuestion) {
    return new Manner(Kind.GRADE, 0, quizQuestion);
  }
}
