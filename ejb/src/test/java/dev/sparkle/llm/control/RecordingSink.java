package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers what arrived, and whether the provider broke its promise. */
final class RecordingSink implements AnswerSink {

  final List<String> deltas = new CopyOnWriteArrayList<>();
  final List<TokenUsage> usages = new CopyOnWriteArrayList<>();
  final List<Ending> endings = new CopyOnWriteArrayList<>();
  final List<String> violations = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final AtomicBoolean inside = new AtomicBoolean();
  private final Cancellation cancellation = new Cancellation();

  Ending awaitEnd() {
    return ended.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private final List<Origin> origins = new CopyOnWriteArrayList<>();

  /** Who spoke, and in which order. */
  List<Origin.Kind> origins() {
    return origins.stream().map(Origin::kind).toList();
  }

  @Override
  public void origin(Origin origin) {
    record("origin", () -> origins.add(origin));
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
    record("delta", () -> deltas.add(text));
  }

  @Override
  public void redacted(String kind, int count) {}

  @Override
  public void usage(TokenUsage usage) {
    record("usage", () -> usages.add(usage));
  }

  @Override
  public void end(Ending ending) {
    record("end", () -> endings.add(ending));
    ended.complete(ending);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  private void record(String event, Runnable recording) {
    if (!inside.compareAndSet(false, true)) {
      violations.add(event + " while another call was running");
    }
    if (!endings.isEmpty()) {
      violations.add(event + " after the end");
    }
    recording.run();
    inside.set(false);
  }
}
