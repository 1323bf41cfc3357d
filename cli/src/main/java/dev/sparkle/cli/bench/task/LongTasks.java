package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 2. Fifty tasks of two seconds, ten at a time: ten seconds is perfect. */
final class LongTasks implements Scenario {

  private static final int TASKS = 50;

  @Override
  public String title() {
    return "2. 50 tasks of 2 s, 10 at a time";
  }

  @Override
  public int concurrency() {
    return 10;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    session.run(200, session.prefix(), "bulk", Map.of("kind", "s", "ms", 5));
    String prefix = session.prefix();
    JsonNode answer = session.put(TASKS, prefix, "bulk", Map.of("kind", "s", "ms", 2000));
    session.events().awaitEnded(prefix, TASKS, Session.PATIENCE);
    int ended = session.events().ends(prefix).size();
    told.accept(Figure.over("succeeded", 100.0 * ended / TASKS, "%", 99.9));
    long micros = session.events().lastEnd(prefix) - answer.get("t0").asLong();
    told.accept(Figure.under("until the last has ended", micros / 1e6, "s", 10.05));
  }
}
