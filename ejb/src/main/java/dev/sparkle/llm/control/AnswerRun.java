package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One answer on its way down the fallback chain. Steps are tried in their order until one says a
 * word; from then on it is that step's answer, and nothing is tried again. So no word comes twice,
 * whatever Fault Tolerance thinks of an attempt that it has given up: words of another attempt than
 * the current one are dropped.
 *
 * <p>Everything happens in one order ({@link InOrder}), on the threads that bring it; nothing
 * blocks. A stop ends the answer at once, also between attempts. The end is told when all attempts
 * have ended, which those that are called off do at once, so that nothing they consumed is lost.
 */
final class AnswerRun {

  /** A way to an answer. */
  interface Step {
    /**
     * Tries. Returns at once; either something is heard through {@link AnswerRun#hear}, or {@link
     * AnswerRun#passOn} is called.
     */
    void take(AnswerRun run);
  }

  private static final Logger LOG = System.getLogger(AnswerRun.class.getName());

  private final AnswerSink sink;
  private final Iterator<Step> steps;
  private final Consumer<AnswerRun> afterEnd;
  private final InOrder inOrder = new InOrder();
  private Step step;
  private Ending.Failed failure = LlmFailure.UNAVAILABLE.ending();
  private Attempt current;
  private boolean talking;
  private int open;
  private TokenUsage consumed;
  private Ending ending;
  private boolean ended;

  /**
   * @param steps the last of them ends the answer whatever happens
   * @param afterEnd run once
   */
  AnswerRun(AnswerSink sink, List<Step> steps, Consumer<AnswerRun> afterEnd) {
    this.sink = sink;
    this.steps = steps.iterator();
    this.afterEnd = afterEnd;
  }

  /** Takes the first step. */
  void start() {
    inOrder.run(this::next);
    sink.cancellation().onRequest(() -> inOrder.run(() -> finish(new Ending.Stopped())));
  }

  /**
   * Nothing came of a step; the next one is taken. Has no effect if it did say something, or is no
   * longer the current one.
   *
   * @param why null: it does not matter
   */
  void passOn(Step from, Ending.Failed why) {
    inOrder.run(
        () -> {
          if (from != step || talking || ending != null) {
            return;
          }
          if (why != null) {
            failure = why;
          }
          callOff(LlmFailure.INTERRUPTED);
          inOrder.run(this::next);
        });
  }

  /**
   * Listens to something that talks, for a step; what it listened to before is called off.
   *
   * @param source begins to talk into the sink that it gets, and ends there
   * @return completes with the first word; fails with {@link AttemptFailed} if it ended before
   */
  CompletionStage<Void> hear(Step of, Origin origin, Consumer<AnswerSink> source) {
    CompletableFuture<Void> firstWord = new CompletableFuture<>();
    inOrder.run(
        () -> {
          if (of != step || talking || ending != null) {
            firstWord.completeExceptionally(
                new AttemptFailed.NotTheModelsFault(LlmFailure.INTERRUPTED.ending()));
            return;
          }
          callOff(LlmFailure.INTERRUPTED);
          Attempt attempt = new Attempt(origin, firstWord);
          current = attempt;
          open++;
          begin(source, attempt);
        });
    return firstWord;
  }

  /**
   * Ends with an apology.
   *
   * @param words makes it of the last failure
   */
  void apologise(Step of, Origin origin, UnaryOperator<Ending.Failed> words) {
    inOrder.run(
        () -> {
          if (of == step && !talking && ending == null) {
            sink.origin(origin);
            finish(words.apply(failure));
          }
        });
  }

  /** Ends the answer as failed, if this step has not said a word. */
  void fail(Step of, Ending.Failed how) {
    inOrder.run(
        () -> {
          if (of == step && !talking) {
            finish(how);
          }
        });
  }

  /** The operator has switched models off: what one of them says ends here. */
  void switchedOff(Predicate<String> isOff) {
    inOrder.run(
        () -> {
          if (current == null || ending != null || !isOff.test(current.origin.provider())) {
            return;
          }
          if (talking) {
            finish(LlmFailure.SWITCHED_OFF.ending());
          } else {
            callOff(LlmFailure.SWITCHED_OFF);
          }
        });
  }

  private void next() {
    if (ending == null) {
      step = steps.next();
      try {
        step.take(this);
      } catch (RuntimeException broken) {
        LOG.log(Level.ERROR, "a step of the fallback chain broke; the next is taken", broken);
        passOn(step, LlmFailure.UNAVAILABLE.ending());
      }
    }
  }

  private static void begin(Consumer<AnswerSink> source, Attempt attempt) {
    try {
      source.accept(attempt);
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "a model could not be asked", broken);
      attempt.end(LlmFailure.UNAVAILABLE.ending());
    }
  }

  /** Fault Tolerance is told, too, or it would wait and blame the model for its silence. */
  private void callOff(LlmFailure why) {
    if (current != null) {
      Attempt attempt = current;
      current = null;
      attempt.firstWord.completeExceptionally(new AttemptFailed.NotTheModelsFault(why.ending()));
      attempt.cancellation.request();
    }
  }

  private void said(Attempt attempt, String text) {
    if (attempt != current || ending != null || text.isEmpty()) {
      return;
    }
    if (!talking) {
      talking = true;
      sink.origin(attempt.origin);
      sink.status(AnswerSink.Status.GENERATING);
      attempt.firstWord.complete(null);
    }
    sink.delta(text);
  }

  private void used(TokenUsage usage) {
    consumed = consumed == null ? usage : consumed.plus(usage);
  }

  private void over(Attempt attempt, Ending how) {
    open--;
    if (attempt != current || ending != null) {
      tellEnd();
      return;
    }
    Ending.Failed failed = how instanceof Ending.Failed broke ? broke : LlmFailure.GARBAGE.ending();
    boolean filtered = LlmFailure.ofCode(failed.code()) == LlmFailure.FILTERED;
    if (talking || filtered || how instanceof Ending.Stopped) {
      // what a model's own filter refuses is not carried to the next model
      finish(how);
    } else {
      current = null;
      attempt.firstWord.completeExceptionally(AttemptFailed.of(failed));
    }
  }

  private void finish(Ending how) {
    if (ending == null) {
      ending = how;
      callOff(LlmFailure.INTERRUPTED);
      tellEnd();
    }
  }

  private void tellEnd() {
    if (ending == null || open > 0 || ended) {
      return;
    }
    ended = true;
    if (consumed != null) {
      sink.usage(consumed);
    }
    sink.end(ending);
    afterEnd.accept(this);
  }

  /** What something talks into. */
  private final class Attempt implements AnswerSink {

    private final Origin origin;
    private final CompletableFuture<Void> firstWord;
    private final Cancellation cancellation = new Cancellation();

    Attempt(Origin origin, CompletableFuture<Void> firstWord) {
      this.origin = origin;
      this.firstWord = firstWord;
    }

    @Override
    public void status(Status status) {}

    @Override
    public void citations(List<Citation> citations) {}

    @Override
    public void delta(String text) {
      inOrder.run(() -> said(this, text));
    }

    @Override
    public void redacted(String kind, int count) {}

    @Override
    public void usage(TokenUsage usage) {
      inOrder.run(() -> used(usage));
    }

    @Override
    public void end(Ending how) {
      inOrder.run(() -> over(this, how));
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }
}
