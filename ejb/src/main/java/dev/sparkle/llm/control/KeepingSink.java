package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.function.BiConsumer;

/** Gathers an answer; if it ended well, with nothing masked, from a model, hands it over. */
final class KeepingSink implements AnswerSink {

  /** What is longer is no answer that one would want again. */
  static final int LONGEST = 8000;

  private final AnswerSink target;
  private final BiConsumer<Origin, String> keeper;
  private final StringBuilder text = new StringBuilder();
  private Origin origin;
  private boolean spoilt;

  /**
   * @param keeper gets who spoke and the whole text, after the end was told
   */
  KeepingSink(AnswerSink target, BiConsumer<Origin, String> keeper) {
    this.target = target;
    this.keeper = keeper;
  }

  @Override
  public void origin(Origin speaker) {
    origin = speaker;
    target.origin(speaker);
  }

  @Override
  public void delta(String words) {
    spoilt |= text.length() + words.length() > LONGEST;
    if (!spoilt) {
      text.append(words);
    }
    target.delta(words);
  }

  @Override
  public void redacted(String kind, int count) {
    spoilt = true;
    target.redacted(kind, count);
  }

  @Override
  public void end(Ending ending) {
    target.end(ending);
    boolean whole = ending instanceof Ending.Done done && !done.truncated();
    if (whole && !spoilt && origin != null && origin.fresh()) {
      keeper.accept(origin, text.toString());
    }
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
  public void usage(TokenUsage usage) {
    target.usage(usage);
  }

  @Override
  public Cancellation cancellation() {
    return target.cancellation();
  }
}
