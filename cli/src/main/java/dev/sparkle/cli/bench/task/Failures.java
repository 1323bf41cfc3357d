package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** 4. Two hundred tasks of which sixty fail once or twice; the next attempt is after 100 ms. */
final class Failures implements Scenario {

  private static final int TASKS = 200;

  @Override
  public String title() {
    return "4. 200 tasks, 30 % fail once or twice";
  }

  @Override
  public int concurrency() {
    return 4;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    session.run(20, session.prefix(), "bulk", Map.of("kind", "f"));
    String prefix = session.prefix();
    JsonNode answer = session.put(TASKS, prefix, "bulk", Map.of("kind", "f", "flaky", 1));
    session.events().awaitEnded(prefix, TASKS, Session.PATIENCE);
    int ended = session.events().ends(prefix).size();
    told.accept(Figure.over("succeeded in the end", 100.0 * ended / TASKS, "%", 99.9));
    long micros = session.events().lastEnd(prefix) - answer.get("t0").asLong();
    told.accept(Figure.under("until the last has ended", micros / 1e6, "s", 0.5));
  }
}
