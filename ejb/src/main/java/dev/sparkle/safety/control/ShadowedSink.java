package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.safety.control.output.FilterStep;
import dev.sparkle.safety.control.output.OutputObserver;
import dev.sparkle.safety.control.output.TimedFilter;

/** Layer 4 in shadow mode: reads along, tells what it would have done, and lets everything pass. */
final class ShadowedSink extends PassingSink {

  private final TimedFilter filter;
  private final OutputObserver observer;

  ShadowedSink(AnswerSink target, TimedFilter filter, OutputObserver observer) {
    super(target);
    this.filter = filter;
    this.observer = observer;
  }

  @Override
  public void delta(String text) {
    tell(filter.push(text));
    super.delta(text);
  }

  @Override
  public void end(Ending ending) {
    tell(filter.finish());
    observer.ended(filter.computed(), filter.heldFirstWords());
    super.end(ending);
  }

  private void tell(FilterStep step) {
    step.redactions().forEach(each -> observer.found(each.kind(), each.action(), 1));
  }
}
