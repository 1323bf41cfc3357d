package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks a text that is there already, a few words at a time, as a model would. Its steps run on
 * the timers' threads, none of which waits; each schedules the next. The learner's stop ends it at
 * once; what breaks inside ends it as {@code llm_unavailable}.
 */
final class Speech {

  private static final int WORDS_AT_ONCE = 4;

  /** A word with the space before it, or two Chinese characters. */
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:[\\p{IsHan}，。、；：！？（）“”]{1,2}|[^\\s\\p{IsHan}，。、；：！？（）“”]+)\\s*$?");

  private final ScheduledExecutorService timers;
  private final Duration pace;
  private final AnswerSink target;
  private final SerialSink sink;
  private Function<String, TokenUsage> usage;
  private volatile List<String> pieces = List.of();
  private volatile int spoken;

  /**
   * @param pace from one group of words to the next; zero: as fast as the sink takes them
   */
  Speech(ScheduledExecutorService timers, Duration pace, AnswerSink target) {
    this.timers = timers;
    this.pace = pace;
    this.target = target;
    this.sink = new SerialSink(target);
  }

  /**
   * Begins, once.
   *
   * @param text made when the first words are due
   * @param consumed what the words that were said count for
   */
  void start(Supplier<String> text, Function<String, TokenUsage> consumed) {
    usage = consumed;
    target.cancellation().onRequest(() -> sink.finish(new Ending.Stopped(), used()));
    schedule(
        () -> {
          pieces = pieces(text.get());
          speak();
        });
  }

  private void speak() {
    sink.delta(pieces.get(spoken));
    spoken++;
    if (spoken == pieces.size()) {
      sink.finish(new Ending.Done(false), used());
    } else {
      schedule(this::speak);
    }
  }

  private void schedule(Runnable step) {
    try {
      timers.schedule(() -> guarded(step), pace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException shuttingDown) {
      sink.finish(LlmFailure.UNAVAILABLE.ending(), used());
    }
  }

  private void guarded(Runnable step) {
    try {
      if (!sink.isFinished()) {
        step.run();
      }
    } catch (RuntimeException broken) {
      sink.finish(LlmFailure.UNAVAILABLE.ending(), used());
    }
  }

  private TokenUsage used() {
    int said = spoken;
    return usage.apply(String.join("", pieces.subList(0, said)));
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
