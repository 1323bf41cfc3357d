package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;

/** Puts the price to what a provider tells of its usage. */
final class PricedSink implements AnswerSink {

  private final AnswerSink target;
  private final Price price;

  PricedSink(AnswerSink target, Price price) {
    this.target = target;
    this.price = price;
  }

  @Override
  public void usage(TokenUsage usage) {
    target.usage(
        new TokenUsage(
            usage.inputTokens(),
            usage.outputTokens(),
            price.of(usage.inputTokens(), usage.outputTokens())));
  }

  @Override
  public void status(Status status) {
    target.status(status);
  }

  @Override
  public void citations(List<Citation> citations) {
    target.citations(citations);
  }

  @Override
  public void delta(String text) {
    target.delta(text);
  }

  @Override
  public void redacted(String kind, int count) {
    target.redacted(kind, count);
  }

  @Override
  public void end(Ending ending) {
    target.end(ending);
  }

  @Override
  public Cancellation cancellation() {
    return target.cancellation();
  }
}
