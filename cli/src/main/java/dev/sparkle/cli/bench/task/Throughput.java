package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 1. Tasks that do nothing: how many a second. */
final class Throughput implements Scenario {

  private static final int ROUNDS = 5;
  private static final int THOUSAND = 1000;
  private static final int MANY = 20_000;

  /**
   * Tasks a second, from the first call.
   *
   * @param submitted until the last was acknowledged
   * @param handled until the last was handled
   * @param settled until the store was empty, too
   */
  record Rates(double submitted, double handled, double settled) {}

  @Override
  public String title() {
    return "1. fast tasks";
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    double single = median(session, THOUSAND, "single", Map.of("conc", 10)).handled();
    told.accept(Figure.over("1,000 no-ops, 10 callers, one a call", single, "/s", 9000));
    Rates bulk = median(session, THOUSAND, "bulk", Map.of());
    told.accept(Figure.of("1,000 no-ops in bulk", bulk.handled(), "/s"));
    told.accept(Figure.over("1,000 no-ops in bulk, store empty", bulk.settled(), "/s", 30_000));
    Rates many = median(session, MANY, "bulk", Map.of());
    told.accept(Figure.over("20,000 no-ops", many.handled(), "/s", 32_000));
    told.accept(Figure.over("20,000 enqueued in bulk", many.submitted(), "/s", 50_000));
  }

  /** The middle of five. */
  static Rates median(Session session, int tasks, String mode, Map<String, ?> further)
      throws IOException, InterruptedException {
    double[] submitted = new double[ROUNDS];
    double[] handled = new double[ROUNDS];
    double[] settled = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      String prefix = session.prefix();
      JsonNode answer = session.put(tasks, prefix, mode, further);
      session.requireEnded(prefix, tasks);
      long empty = session.settle();
      long began = answer.get("t0").asLong();
      submitted[round] = rate(tasks, answer.get("t1").asLong() - began);
      handled[round] = rate(tasks, session.events().lastEnd(prefix) - began);
      settled[round] = rate(tasks, empty - began);
    }
    return new Rates(
        Scenario.percentile(submitted, 50),
        Scenario.percentile(handled, 50),
        Scenario.percentile(settled, 50));
  }

  private static double rate(int tasks, long micros) {
    return tasks * 1e6 / micros;
  }
}
