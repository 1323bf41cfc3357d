package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;

/**
 * Where an answer goes, piece by piece. The safety layers wrap it to see what passes.
 *
 * <p><b>Promise of the caller:</b> calls come one after another (each happens before the next, from
 * whatever thread), {@link #end} comes exactly once and last.
 *
 * <p><b>Promise of the implementation:</b> no method blocks, and none throws; calls after {@link
 * #end} have no effect.
 */
public interface AnswerSink {

  /** What is being done for the learner now. */
  enum Status {
    CHECKING,
    RETRIEVING,
    THINKING,
    GENERATING
  }

  /** Tells what is being done now. */
  void status(Status status);

  /** The material that the answer may refer to, once, before the first words. */
  void citations(List<Citation> citations);

  /**
   * Who speaks, once, before the first words or the apology. A wrapper must hand it on; what has no
   * use for it may pass it over.
   */
  default void origin(Origin origin) {}

  /** The next words of the answer. */
  void delta(String text);

  /**
   * Something was masked in the words before.
   *
   * @param kind what it was, e.g. {@code email}
   * @param count how many, from 1
   */
  void redacted(String kind, int count);

  /** What the call consumed, once, before the end. */
  void usage(TokenUsage usage);

  /**
   * What the caller may still use after this call, at most once, before the end; told by layer 2.
   */
  default void allowance(Allowance left) {}

  /** The one and last event. */
  void end(Ending ending);

  /** The learner's wish to stop, to be watched by whatever streams into this sink. */
  Cancellation cancellation();
}
