package dev.sparkle.safety.control.output;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layer 4 around a sink: what a model says goes through an {@link OutputFilter} before it reaches
 * the learner. When the filter stops the answer, the sink's end is {@code Blocked(4, …)}, the
 * provider is told to stop through the cancellation, and whatever it still says has no effect.
 * Words that are held back when the answer ends, however it ends, leave masked before the end.
 */
public final class ValidatedSink implements AnswerSink {

  private static final int LAYER = 4;

  private final AnswerSink target;
  private final OutputFilter filter;
  private final OutputObserver observer;
  private final String language;
  private final Cancellation cancellation = new Cancellation();
  private boolean ended;

  /**
   * @param target where the answer goes
   * @param filter a new one for this answer
   * @param observer hears what was found
   * @param language BCP 47 tag of the answer's language, for the sentence to the learner
   */
  public ValidatedSink(
      AnswerSink target, OutputFilter filter, OutputObserver observer, String language) {
    this.target = target;
    this.filter = filter;
    this.observer = observer;
    this.language = language;
    target.cancellation().onRequest(cancellation::request);
  }

  @Override
  public void status(Status status) {
    if (!ended) {
      target.status(status);
    }
  }

  @Override
  public void citations(List<Citation> citations) {
    if (!ended) {
      target.citations(citations);
    }
  }

  @Override
  public void delta(String text) {
    if (!ended) {
      deliver(filter.push(text));
    }
  }

  @Override
  public void redacted(String kind, int count) {
    if (!ended) {
      target.redacted(kind, count);
    }
  }

  @Override
  public void usage(TokenUsage usage) {
    if (!ended) {
      target.usage(usage);
    }
  }

  @Override
  public void end(Ending ending) {
    if (!ended) {
      deliver(filter.finish());
    }
    if (!ended) {
      ended = true;
      target.end(ending);
    }
  }

  /** The learner's wish to stop, and this sink's own. */
  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  private void deliver(FilterStep step) {
    if (!step.text().isEmpty()) {
      target.delta(step.text());
    }
    Map<Redaction, Integer> counts = new LinkedHashMap<>();
    step.redactions().forEach(redaction -> counts.merge(redaction, 1, Integer::sum));
    counts.forEach(this::tell);
    if (step.isStopped()) {
      ended = true;
      String sentence = BlockedAnswer.sentence(step.stop(), language);
      target.end(new Ending.Blocked(LAYER, step.stop(), sentence));
      cancellation.request();
    }
  }

  private void tell(Redaction redaction, int count) {
    if (redaction.action() == OutputAction.MASK) {
      target.redacted(redaction.kind(), count);
    }
    observer.found(redaction.kind(), redaction.action(), count);
  }
}
