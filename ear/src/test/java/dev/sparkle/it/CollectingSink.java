package dev.sparkle.it;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps an answer for a test to look at. */
public final class CollectingSink implements AnswerSink {

  private final StringBuffer text = new StringBuffer();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final Cancellation cancellation = new Cancellation();

  String text() {
    return text.toString();
  }

  CompletableFuture<Ending> ending() {
    return ending;
  }

  @Override
  public void status(Status status) {}

  @Override
  public void citations(List<Citation> citations) {}

  @Override
  public void delta(String words) {
    text.append(words);
  }

  @Override
  public void redacted(String kind, int count) {}

  @Override
  public void usage(TokenUsage usage) {}

  @Override
  public void end(Ending last) {
    ending.complete(last);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
