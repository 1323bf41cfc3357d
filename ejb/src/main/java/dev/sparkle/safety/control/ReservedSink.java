package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Price;
import dev.sparkle.llm.control.TokenEstimate;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.TokenUsage;
import dev.sparkle.quota.control.Reservations;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision.Granted;

/**
 * Settles a reservation when its answer ends, whatever ended it: with the usage that was told, of
 * all attempts together; with an estimate if words came and nobody told their usage; with nothing
 * if nothing came. Then tells what is left.
 */
final class ReservedSink extends PassingSink {

  private final Reservations quota;
  private final Granted granted;
  private final ModelCall call;
  private final Price price;
  private TokenUsage used;
  private long heard;
  private boolean ended;

  ReservedSink(
      AnswerSink target, Reservations quota, Granted granted, ModelCall call, Price price) {
    super(target);
    this.quota = quota;
    this.granted = granted;
    this.call = call;
    this.price = price;
  }

  @Override
  public void delta(String text) {
    heard += TokenEstimate.of(text);
    super.delta(text);
  }

  @Override
  public void usage(TokenUsage usage) {
    used =
        used == null
            ? usage
            : new TokenUsage(
                used.inputTokens() + usage.inputTokens(),
                used.outputTokens() + usage.outputTokens(),
                used.costMicros() + usage.costMicros());
    super.usage(used);
  }

  @Override
  public void end(Ending ending) {
    if (!ended) {
      ended = true;
      super.allowance(after(settled()));
    }
    super.end(ending);
  }

  /** The call was never made. */
  void abandon() {
    if (!ended) {
      ended = true;
      quota.release(granted.reservation());
    }
  }

  private long settled() {
    if (used == null && heard == 0) {
      quota.release(granted.reservation());
      return 0;
    }
    long input = used == null ? CallEstimate.input(call) : used.inputTokens();
    long output = used == null ? heard : used.outputTokens();
    long cost = used == null ? price.of(input, output) : used.costMicros();
    Charge charge = Charge.nearest(input, output, cost);
    quota.settle(granted.reservation(), charge);
    return charge.tokens().count();
  }

  private Allowance after(long tokens) {
    Allowance before = granted.left();
    return new Allowance(
        before.requests() == null ? null : Math.max(0, before.requests() - 1),
        before.tokens() == null ? null : Math.max(0, before.tokens() - tokens),
        before.resetsAt());
  }
}
