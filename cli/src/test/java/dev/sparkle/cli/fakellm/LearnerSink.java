package dev.sparkle.cli.fakellm;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Takes an answer; a test waits for its parts. */
final class LearnerSink implements AnswerSink {

  final List<String> deltas = new CopyOnWriteArrayList<>();
  final List<TokenUsage> usages = new CopyOnWriteArrayList<>();
  final List<Ending> endings = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> firstWords = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Cancellation cancellation = new Cancellation();

  Ending awaitEnd() {
    return ended.orTimeout(20, TimeUnit.SECONDS).join();
  }

  void awaitFirstWords() {
    firstWords.orTimeout(20, TimeUnit.SECONDS).join();
  }

  String text() {
    return String.join("", deltas);
  }

  @Override
  public void status(Status status) {}

  @Override
  public void citations(List<Citation> citations) {}

  @Override
  public void delta(String text) {
    deltas.add(text);
    firstWords.complete(null);
  }

  @Override
  public void redacted(String kind, int count) {}

  @Override
  public void usage(TokenUsage usage) {
    usages.add(usage);
  }

  @Override
  public void end(Ending ending) {
    endings.add(ending);
    ended.complete(ending);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
