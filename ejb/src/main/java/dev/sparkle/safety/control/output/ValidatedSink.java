package dev.sparkle.safety.control.output;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Layer 4 around a sink: what a model says, and the excerpts that it may refer to, go through an
 * {@link OutputFilter} before they reach the learner. When the filter stops the answer, the
 * provider is told to stop through the cancellation, whatever it still says has no effect, and its
 * own end, which comes at once, becomes {@code Blocked(4, …)}; so its usage is told before. Words
 * that are held back when the answer ends, however it ends, leave masked before the end.
 */
public final class ValidatedSink implements AnswerSink {

  private static final int LAYER = 4;

  private final AnswerSink target;
  private final TimedFilter filter;
  private final OutputObserver observer;
  private final UnaryOperator<String> excerpts;
  private final UnaryOperator<String> sentences;
  private final Cancellation cancellation = new Cancellation();
  private String stop;
  private boolean ended;

  /**
   * @param target where the answer goes
   * @param filter a new one for this answer
   * @param observer hears what was found
   * @param excerpts masks a whole text
   * @param sentences what the learner reads when a kind has ended the answer
   */
  public ValidatedSink(
      AnswerSink target,
      TimedFilter filter,
      OutputObserver observer,
      UnaryOperator<String> excerpts,
      UnaryOperator<String> sentences) {
    this.target = target;
    this.filter = filter;
    this.observer = observer;
    this.excerpts = excerpts;
    this.sentences = sentences;
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
      target.citations(citations.stream().map(this::masked).toList());
    }
  }

  @Override
  public void origin(Origin origin) {
    if (!ended) {
      target.origin(origin);
    }
  }

  @Override
  public void delta(String text) {
    if (!ended && stop == null) {
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
    if (ended) {
      return;
    }
    if (stop == null) {
      deliver(filter.finish());
    }
    ended = true;
    observer.ended(filter.computed(), filter.heldFirstWords());
    target.end(stop == null ? ending : new Ending.Blocked(LAYER, stop, sentences.apply(stop)));
  }

  /** The learner's wish to stop, and this sink's own. */
  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  private Citation masked(Citation citation) {
    return new Citation(
        citation.ref(),
        citation.materialId(),
        excerpts.apply(citation.title()),
        citation.page(),
        excerpts.apply(citation.excerpt()),
        citation.score());
  }

  private void deliver(FilterStep step) {
    if (!step.text().isEmpty()) {
      target.delta(step.text());
    }
    Map<Redaction, Integer> counts = new LinkedHashMap<>();
    step.redactions().forEach(redaction -> counts.merge(redaction, 1, Integer::sum));
    counts.forEach(this::tell);
    if (step.isStopped()) {
      stop = step.stop();
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
