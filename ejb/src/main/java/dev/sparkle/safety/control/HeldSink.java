package dev.sparkle.safety.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.InOrder;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells nothing of an answer before it may: what comes sooner waits here, in its order, which is
 * the answer's own length at most. If it must not be told after all, the call is called off, and
 * the learner is told another end. Nobody waits for anybody: steps go on one after another, on the
 * threads that bring them.
 */
final class HeldSink extends PassingSink {

  private static final Logger LOG = System.getLogger(HeldSink.class.getName());

  private final Consumer<Duration> heldWords;
  private final InOrder inOrder = new InOrder();

  /** What came before it was known whether it may be told; null afterwards. */
  private List<Runnable> early = new ArrayList<>();

  /** What the learner is told instead of the answer; null: the answer. */
  private Ending instead;

  private boolean spoke;

  /**
   * @param heldWords is told, once, how long the first words had to wait here
   */
  HeldSink(AnswerSink target, Consumer<Duration> heldWords) {
    super(target);
    this.heldWords = heldWords;
  }

  /** What came is told, and so is what comes. */
  void mayTell() {
    inOrder.run(this::goOn);
  }

  /** The call is called off, and what the learner is told is this. */
  void mustNotTell(Ending ending) {
    inOrder.run(
        () -> {
          instead = ending;
          goOn();
          super.cancellation().request();
        });
  }

  private void goOn() {
    List<Runnable> waited = early;
    early = null;
    if (waited == null) {
      return;
    }
    for (Runnable step : waited) {
      try {
        step.run();
      } catch (RuntimeException broken) {
        LOG.log(Level.ERROR, "a step of an answer threw; the answer goes on", broken);
      }
    }
  }

  private void next(Runnable step) {
    inOrder.run(
        () -> {
          if (early != null) {
            early.add(step);
          } else {
            step.run();
          }
        });
  }

  private void tell(Runnable step) {
    next(
        () -> {
          if (instead == null) {
            step.run();
          }
        });
  }

  @Override
  public void status(Status status) {
    tell(() -> super.status(status));
  }

  @Override
  public void citations(List<Citation> citations) {
    tell(() -> super.citations(citations));
  }

  @Override
  public void origin(Origin origin) {
    tell(() -> super.origin(origin));
  }

  @Override
  public void delta(String text) {
    long came = System.nanoTime();
    tell(
        () -> {
          if (!spoke) {
            spoke = true;
            heldWords.accept(Duration.ofNanos(System.nanoTime() - came));
          }
          super.delta(text);
        });
  }

  @Override
  public void redacted(String kind, int count) {
    tell(() -> super.redacted(kind, count));
  }

  @Override
  public void usage(TokenUsage usage) {
    next(() -> super.usage(usage));
  }

  @Override
  public void allowance(Allowance left) {
    next(() -> super.allowance(left));
  }

  @Override
  public void end(Ending ending) {
    next(() -> super.end(instead == null ? ending : instead));
  }
}
