package dev.sparkle.cli.bench.task;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 8. The same work of 10 ms, eight at a time: on the bare executor, tracked, and as tasks. */
final class Tracking implements Scenario {

  private static final int PIECES = 800;
  private static final int AT_ONCE = 8;
  private static final int MILLIS = 10;
  private static final int ROUNDS = 3;

  @Override
  public String title() {
    return "8. what tracking costs work of 10 ms";
  }

  @Override
  public int concurrency() {
    return AT_ONCE;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    double[] bare = new double[ROUNDS];
    double[] tracked = new double[ROUNDS];
    double[] queued = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      int into = Math.max(0, round); // the first is to warm up
      bare[into] = threads(session, "bare");
      tracked[into] = threads(session, "tracked");
      queued[into] = queue(session);
    }
    double least = Scenario.percentile(bare, 50);
    told.accept(Figure.of("800 on the bare executor", least / 1e3, "ms"));
    told.accept(Figure.under("TaskManager", share(tracked, least), "%", 5));
    told.accept(Figure.under("TaskQueue", share(queued, least), "%", 5));
  }

  private static double share(double[] micros, double least) {
    return 100 * (Scenario.percentile(micros, 50) / least - 1);
  }

  private static double threads(Session session, String way)
      throws IOException, InterruptedException {
    return session
        .producer()
        .ask(Map.of("op", "overhead", "way", way, "n", PIECES, "conc", AT_ONCE, "ms", MILLIS))
        .get("micros")
        .asDouble();
  }

  private static double queue(Session session) throws IOException, InterruptedException {
    String prefix = session.prefix();
    long began =
        session.run(PIECES, prefix, "bulk", Map.of("kind", "s", "ms", MILLIS)).get("t0").asLong();
    return session.events().lastEnd(prefix) - began;
  }
}
