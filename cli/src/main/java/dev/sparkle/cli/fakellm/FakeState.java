package dev.sparkle.cli.fakellm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The behaviour in force and the counts; thread-safe. */
final class FakeState {

  private static final int REMEMBERED = 64;

  private record Waiter(Predicate<FakeStats> condition, CompletableFuture<FakeStats> reached) {}

  private final AtomicReference<FakeBehaviour> behaviour;
  private final List<Waiter> waiters = new ArrayList<>();
  private FakeStats stats = new FakeStats(0, 0, 0, 0, 0, 0, 0);
  private double errorsOwed;
  private final Deque<String> questions = new ArrayDeque<>();
  private final Deque<String> prompts = new ArrayDeque<>();

  FakeState(FakeBehaviour behaviour) {
    this.behaviour = new AtomicReference<>(behaviour);
  }

  FakeBehaviour behaviour() {
    return behaviour.get();
  }

  FakeBehaviour change(UnaryOperator<FakeBehaviour> change) {
    return behaviour.updateAndGet(change);
  }

  synchronized String lastQuestion() {
    return questions.isEmpty() ? "" : questions.getFirst();
  }

  synchronized Optional<String> heard(String part) {
    return questions.stream().filter(each -> each.contains(part)).findFirst();
  }

  synchronized FakeStats stats() {
    return stats;
  }

  /** Completes when the counts are as wanted; at once if they are. */
  synchronized CompletionStage<FakeStats> when(Predicate<FakeStats> condition) {
    Waiter waiter = new Waiter(condition, new CompletableFuture<>());
    waiters.add(waiter);
    tell();
    return waiter.reached;
  }

  /** Whether the next request is to fail; a rate of 0.25 lets each fourth fail. */
  synchronized boolean nextFails(double rate) {
    errorsOwed += rate;
    if (errorsOwed < 1 - 1e-9) {
      return false;
    }
    errorsOwed -= 1;
    return true;
  }

  synchronized Optional<String> read(String part) {
    return prompts.stream().filter(each -> each.contains(part)).findFirst();
  }

  synchronized void asked(FakeRequest request) {
    questions.addFirst(request.question());
    prompts.addFirst(request.prompt());
    if (questions.size() > REMEMBERED) {
      questions.removeLast();
      prompts.removeLast();
    }
    count(1, 0, 0, 0, 0, 0, 0);
  }

  synchronized void started() {
    count(0, 1, 0, 0, 0, 0, 0);
  }

  synchronized void refused() {
    count(0, 0, 0, 0, 1, 0, 0);
  }

  synchronized void token() {
    count(0, 0, 0, 0, 0, 0, 1);
  }

  synchronized void finished() {
    count(0, -1, 1, 0, 0, 0, 0);
  }

  synchronized void cancelled() {
    count(0, -1, 0, 1, 0, 0, 0);
  }

  synchronized void cut() {
    count(0, -1, 0, 0, 0, 1, 0);
  }

  private void count(
      int requests, int running, int finished, int cancelled, int refused, int cut, int tokens) {
    stats =
        new FakeStats(
            stats.requests() + requests,
            stats.running() + running,
            stats.finished() + finished,
            stats.cancelled() + cancelled,
            stats.refused() + refused,
            stats.cut() + cut,
            stats.tokens() + tokens);
    tell();
  }

  private void tell() {
    waiters.removeIf(waiter -> waiter.condition.test(stats) && waiter.reached.complete(stats));
  }
}
