package dev.sparkle.chat.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets no reference mark pass that refers to nothing: a {@code [7]} without a seventh passage never
 * reaches the learner. Holds back at most what may still become a mark.
 */
final class CheckedCitations implements AnswerSink {

  private final AnswerSink target;
  private final Set<Integer> known = new HashSet<>();
  private final ReferenceMarks marks = new ReferenceMarks(known::contains);

  CheckedCitations(AnswerSink target) {
    this.target = target;
  }

  @Override
  public void citations(List<Citation> citations) {
    citations.forEach(citation -> known.add(citation.ref()));
    target.citations(citations);
  }

  @Override
  public void delta(String text) {
    tell(marks.next(text));
  }

  private void tell(String words) {
    if (!words.isEmpty()) {
      target.delta(words);
    }
  }

  @Override
  public void redacted(String kind, int count) {
    tell(marks.rest());
    target.redacted(kind, count);
  }

  @Override
  public void end(Ending ending) {
    tell(marks.rest());
    target.end(ending);
  }

  @Override
  public void status(Status status) {
    target.status(status);
  }

  @Override
  public void origin(Origin origin) {
    target.origin(origin);
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
  public Cancellation cancellation() {
    return target.cancellation();
  }
}
