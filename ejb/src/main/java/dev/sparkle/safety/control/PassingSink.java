package dev.sparkle.safety.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;

/** Hands everything on; a layer that wants to see something overrides that. */
abstract class PassingSink implements AnswerSink {

  private final AnswerSink target;

  PassingSink(AnswerSink target) {
    this.target = target;
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
  public void origin(Origin origin) {
    target.origin(origin);
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
  public void usage(TokenUsage usage) {
    target.usage(usage);
  }

  @Override
  public void allowance(Allowance left) {
    target.allowance(left);
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
