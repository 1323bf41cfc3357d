package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** 3. Two hundred tasks of 50 ms, four at a time; then fifty high ones. */
final class Priorities implements Scenario {

  private static final int LOW = 200;
  private static final int HIGH = 50;
  private static final Map<String, ?> SLEEP = Map.of("kind", "s", "ms", 50);

  private record Ending(long micros, boolean high) {}

  @Override
  public String title() {
    return "3. 200 low, then 50 high, 4 at a time";
  }

  @Override
  public int concurrency() {
    return 4;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    session.run(20, session.prefix(), "bulk", SLEEP);
    String low = session.prefix();
    String high = session.prefix();
    session.put(LOW, low, "bulk", SLEEP);
    session.events().awaitStarted(low, 1, Session.PATIENCE);
    JsonNode answer = session.put(HIGH, high, "bulk", Map.of("kind", "s", "ms", 50, "hi", 1));
    session.requireEnded(low, LOW);
    session.requireEnded(high, HIGH);
    session.settle();
    long came = answer.get("t1").asLong();
    List<Ending> order = new ArrayList<>();
    session.events().ends(low).values().forEach(t -> order.add(new Ending(t.get(0), false)));
    session.events().ends(high).values().forEach(t -> order.add(new Ending(t.get(0), true)));
    order.removeIf(ending -> ending.micros() <= came);
    order.sort(Comparator.comparingLong(Ending::micros));
    int first = 0;
    int last = 0;
    for (int place = 1; place <= order.size(); place++) {
      if (order.get(place - 1).high()) {
        first = first == 0 ? place : first;
        last = place;
      }
    }
    told.accept(Figure.of("first of the high ones ends at", first, ""));
    told.accept(Figure.under("last of the high ones ends at", last, "", 54));
    long lastStart =
        session.events().starts(high).values().stream().mapToLong(t -> t.get(0)).max().orElse(0);
    long overtook =
        session.events().starts(low).values().stream()
            .filter(t -> t.get(0) > came && t.get(0) < lastStart)
            .count();
    told.accept(Figure.under("low ones that started before the last high one", overtook, "", 0));
  }
}
