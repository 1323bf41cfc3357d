package dev.sparkle.chat.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An answer that nobody watches: only its whole text counts. */
final class GatheredAnswer implements AnswerSink {

  private final StringBuffer text = new StringBuffer();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final Cancellation cancellation = new Cancellation();

  /** What was said so far. */
  String text() {
    return text.toString();
  }

  /** Completes with the end. */
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
  public void end(Ending how) {
    ending.complete(how);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
