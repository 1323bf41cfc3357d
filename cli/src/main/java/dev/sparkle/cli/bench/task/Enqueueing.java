package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 6. Fifty callers at once, and one after another; each is acknowledged after its commit. */
final class Enqueueing implements Scenario {

  private static final int ROUNDS = 10;

  @Override
  public String title() {
    return "6. enqueueing";
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    double[] wall = new double[ROUNDS];
    double[] p95 = new double[ROUNDS];
    double[] middle = new double[ROUNDS];
    double[] slow = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      JsonNode burst = session.run(50, session.prefix(), "single", Map.of("conc", 50));
      wall[round] = (burst.get("t1").asLong() - burst.get("t0").asLong()) / 1e3;
      p95[round] = burst.get("p95").asLong() / 1e3;
      JsonNode one = session.run(100, session.prefix(), "single", Map.of("conc", 1));
      middle[round] = one.get("p50").asLong() / 1e3;
      slow[round] = one.get("p95").asLong() / 1e3;
    }
    told.accept(Figure.under("50 at once", Scenario.percentile(wall, 50), "ms", 3.7));
    told.accept(Figure.of("50 at once, p95 of a call", Scenario.percentile(p95, 50), "ms"));
    told.accept(Figure.under("one by one, p50", Scenario.percentile(middle, 50), "ms", 0.36));
    told.accept(Figure.under("one by one, p95", Scenario.percentile(slow, 50), "ms", 0.97));
  }
}
