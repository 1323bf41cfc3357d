package dev.sparkle.cli.drill.alerts;

import dev.sparkle.cli.services.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;

/**
 * Makes conditions, phase by phase, and waits for what the receiver hears. A phase is over when all
 * of its alerts have fired and their conditions are taken away; that they resolve is awaited beside
 * the next ones.
 */
final class AlertsDrill {

  private final WebhookReceiver receiver;
  private final Map<String, AlertRules.Rule> rules;
  private final Progress progress;
  private final Consumer<Result> told;
  private final Duration patience;

  /**
   * A drill.
   *
   * @param patience how long an alert may take, beyond what must last, before it is given up
   * @param told is told each result when it is known
   */
  AlertsDrill(
      WebhookReceiver receiver,
      Map<String, AlertRules.Rule> rules,
      Duration patience,
      Progress progress,
      Consumer<Result> told) {
    this.receiver = receiver;
    this.rules = rules;
    this.patience = patience;
    this.progress = progress;
    this.told = told;
  }

  List<Result> run(List<Scenario> scenarios) throws InterruptedException {
    List<Future<Result>> results = new ArrayList<>();
    ExecutorService all = Executors.newCachedThreadPool();
    try {
      for (int phase : new TreeSet<>(scenarios.stream().map(Scenario::phase).toList())) {
        List<Scenario> now = scenarios.stream().filter(s -> s.phase() == phase).toList();
        progress.now(String.join(", ", now.stream().map(Scenario::what).toList()));
        Phaser undone = new Phaser(now.size() + 1);
        now.forEach(s -> results.add(all.submit(() -> play(s, undone))));
        undone.arriveAndAwaitAdvance();
      }
      progress.now("waiting until the last ones are over");
      List<Result> known = new ArrayList<>();
      for (Future<Result> each : results) {
        known.add(each.get());
      }
      return known;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      all.shutdownNow();
    }
  }

  private Result play(Scenario scenario, Phaser undone) {
    AlertRules.Rule rule = rules.get(scenario.alert());
    Duration atMost = patience.plusSeconds(rule.forSeconds());
    OptionalDouble fired = OptionalDouble.empty();
    OptionalDouble resolved = OptionalDouble.empty();
    String problem = "";
    long end = 0;
    try {
      scenario.prepare().run();
      long begun = System.nanoTime();
      try {
        scenario.begin().run();
        fired = seconds(begun, receiver.await(scenario.alert(), true, begun, atMost));
        fired.ifPresent(
            after -> progress.now(scenario.alert() + " fired after " + Math.round(after) + " s"));
      } finally {
        end = System.nanoTime();
        scenario.end().run();
      }
    } catch (Exception e) {
      problem = String.valueOf(e.getMessage());
    } finally {
      undone.arriveAndDeregister();
    }
    if (fired.isPresent()) {
      resolved = seconds(end, receiver.await(scenario.alert(), false, end, atMost));
    }
    Result result =
        new Result(
            scenario.alert(),
            rule.severity(),
            scenario.what(),
            rule.forSeconds(),
            fired,
            resolved,
            problem);
    told.accept(result);
    return result;
  }

  private static OptionalDouble seconds(long since, Optional<WebhookReceiver.News> news) {
    return news.map(n -> OptionalDouble.of((n.nanos() - since) / 1e9))
        .orElse(OptionalDouble.empty());
  }
}
