package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Answers without any model: with the sentences of the retrieved passages that say most about the
 * question, each with its reference mark. It says so itself, and says plainly when the material
 * does not answer. It never invents a word.
 *
 * <p>Words come a few at a time at the given pace from the timers' threads, none of which waits; at
 * the usual pace a screenful takes about a second. Usage is estimated by {@link TokenEstimate}: the
 * question's and the shown words' tokens; it costs nothing. A failure inside ends the stream as
 * {@code llm_unavailable}.
 *
 * <p><b>Limitations.</b> It finds words, not meanings: a question in other words than the
 * material's is answered badly or not at all.
 */
public final class ExtractiveProvider implements LlmProvider {

  /** Quick to read along with; 25 small events a second are cheap on the wire and for a phone. */
  public static final Duration USUAL_PACE = Duration.ofMillis(40);

  private final ScheduledExecutorService timers;
  private final Duration pace;

  /** At the usual pace. */
  public ExtractiveProvider(ScheduledExecutorService timers) {
    this(timers, USUAL_PACE);
  }

  /**
   * @param timers speak the words
   * @param pace from one group of words to the next; zero: as fast as the sink takes them
   */
  public ExtractiveProvider(ScheduledExecutorService timers, Duration pace) {
    this.timers = timers;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "extractive";
  }

  @Override
  public void stream(Prompt prompt, AnswerSink sink) {
    new Speech(timers, pace, sink)
        .start(
            () -> ExtractiveAnswer.to(prompt.call()),
            said ->
                new TokenUsage(
                    TokenEstimate.of(prompt.call().question()), TokenEstimate.of(said), 0));
  }
}
