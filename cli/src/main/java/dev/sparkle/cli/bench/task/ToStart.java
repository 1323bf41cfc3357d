package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 7. From the call to the handler's start, one task each 53 ms, nothing else to do. */
final class ToStart implements Scenario {

  private static final int TASKS = 100;

  private final boolean apart;
  private final String where;
  private final double middle;
  private final double slow;

  private ToStart(boolean apart, String where, double middle, double slow) {
    this.apart = apart;
    this.where = where;
    this.middle = middle;
    this.slow = slow;
  }

  static ToStart inTheSameJvm() {
    return new ToStart(false, "same JVM", 1.3, 1.9);
  }

  static ToStart inAnotherProcess() {
    return new ToStart(true, "another process", 2.5, 3.4);
  }

  @Override
  public String title() {
    return "7. enqueue to start, idle, " + where;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    if (apart) {
      PeerProcess worker = session.start("worker", "worker");
      Scenario.warm(session);
      measure(session, told);
      worker.close();
    } else {
      measure(session, told);
    }
  }

  private void measure(Session session, Consumer<Figure> told)
      throws IOException, InterruptedException {
    session.run(100, session.prefix(), "single", Map.of("conc", 1));
    String prefix = session.prefix();
    JsonNode calls = session.run(TASKS, prefix, "spaced", Map.of("gap", 53)).get("calls");
    double[] millis = new double[TASKS];
    for (int task = 0; task < TASKS; task++) {
      long start = session.events().starts(prefix + task).get(prefix + task).get(0);
      millis[task] = (start - calls.get(task).asLong()) / 1e3;
    }
    told.accept(Figure.under(where + ", p50", Scenario.percentile(millis, 50), "ms", middle));
    told.accept(Figure.under(where + ", p95", Scenario.percentile(millis, 95), "ms", slow));
  }
}
