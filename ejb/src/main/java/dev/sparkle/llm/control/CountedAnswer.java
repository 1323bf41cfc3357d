package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;

/** Counts who answers; hands everything on. */
record CountedAnswer(AnswerSink target, CallMeter meter) implements AnswerSink {

  @Override
  public void origin(Origin origin) {
    meter.answered(origin.kind());
    target.origin(origin);
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
  public void usage(TokenUsage usage) {
    target.usage(usage);
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
