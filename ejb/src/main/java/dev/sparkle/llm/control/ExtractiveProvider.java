package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final int WORDS_AT_ONCE = 4;

  /** A word with the space before it, or two Chinese characters. */
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:[\\p{IsHan}，。、；：！？（）“”]{1,2}|[^\\s\\p{IsHan}，。、；：！？（）“”]+)\\s*$?");

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
    Speech speech = new Speech(prompt, new SerialSink(sink));
    sink.cancellation().onRequest(speech::stop);
    speech.schedule(speech::begin);
  }

  /** One answer being spoken; its steps run one after another, each schedules the next. */
  private final class Speech {

    private final Prompt prompt;
    private final SerialSink sink;
    private List<String> pieces = List.of();
    private volatile int spoken;

    Speech(Prompt prompt, SerialSink sink) {
      this.prompt = prompt;
      this.sink = sink;
    }

    void begin() {
      if (!sink.isFinished()) {
        pieces = pieces(ExtractiveAnswer.to(prompt.call()));
        speak();
      }
    }

    private void speak() {
      if (sink.isFinished()) {
        return;
      }
      sink.delta(pieces.get(spoken));
      spoken++;
      if (spoken == pieces.size()) {
        sink.finish(new Ending.Done(false), usage());
      } else {
        schedule(this::speak);
      }
    }

    void stop() {
      sink.finish(new Ending.Stopped(), usage());
    }

    void schedule(Runnable step) {
      try {
        timers.schedule(() -> guarded(step), pace.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException shuttingDown) {
        sink.finish(LlmFailure.UNAVAILABLE.ending(), usage());
      }
    }

    private void guarded(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException broken) {
        sink.finish(LlmFailure.UNAVAILABLE.ending(), usage());
      }
    }

    private TokenUsage usage() {
      String said = String.join("", pieces.subList(0, spoken));
      return new TokenUsage(TokenEstimate.of(prompt.call().question()), TokenEstimate.of(said), 0);
    }
  }

  /** The text in groups of words; put together again they are the text. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int start = 0;
    int words = 0;
    while (word.find()) {
      if (++words % WORDS_AT_ONCE == 0) {
        pieces.add(text.substring(start, word.end()));
        start = word.end();
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }
}
