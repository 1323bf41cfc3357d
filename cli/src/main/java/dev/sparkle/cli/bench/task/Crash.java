package dev.sparkle.cli.bench.task;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 9. A worker is killed in the middle of 500 tasks of 50 ms. What it ran comes back to another
 * worker, or to itself when it is started again at once.
 */
final class Crash implements Scenario {

  private static final int TASKS = 500;
  private static final int AT_ONCE = 4;
  private static final Map<String, ?> SLEEP = Map.of("kind", "s", "ms", 50);

  private final boolean survivor;
  private final boolean goal;
  private PeerProcess worker;

  private Crash(boolean survivor, boolean goal) {
    this.survivor = survivor;
    this.goal = goal;
  }

  /** Another node goes on. */
  static Crash withSurvivor() {
    return new Crash(true, true);
  }

  /**
   * The only worker is started again.
   *
   * @param goal whether it is expected to be back in time
   */
  static Crash alone(boolean goal) {
    return new Crash(false, goal);
  }

  @Override
  public String title() {
    return "9. kill -9 in the middle of 500 tasks of 50 ms, "
        + (survivor ? "another node survives" : "the worker is started again");
  }

  @Override
  public int concurrency() {
    return AT_ONCE;
  }

  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    String name = survivor ? "worker-2" : "worker";
    worker = session.start("worker", name);
    PeerProcess other = survivor ? session.start("worker", "worker-3") : null;
    session.run(20, session.prefix(), "bulk", SLEEP);
    String prefix = session.prefix();
    session.put(TASKS, prefix, "bulk", SLEEP);
    session.events().awaitEnded(prefix, TASKS / 2, Session.PATIENCE);
    session.events().awaitRunning(prefix, survivor ? 2 * AT_ONCE : AT_ONCE, Session.PATIENCE);
    worker.close();
    long killed = System.currentTimeMillis() * 1000;
    session.events().read();
    Map<String, List<Long>> before = session.events().starts(prefix);
    List<String> flying =
        before.keySet().stream()
            .filter(id -> !session.events().ends(prefix).containsKey(id))
            .collect(Collectors.toList());
    if (!survivor) {
      worker = session.start("worker", name);
    }
    session.events().awaitEnded(prefix, TASKS, Duration.ofSeconds(90));
    tell(session, prefix, flying, killed, told);
    worker.close();
    if (other != null) {
      other.close();
    }
  }

  private void tell(
      Session session, String prefix, List<String> flying, long killed, Consumer<Figure> told) {
    Map<String, List<Long>> ends = session.events().ends(prefix);
    told.accept(Figure.under("lost", TASKS - ends.size(), "", 0));
    Map<String, List<Long>> starts = session.events().starts(prefix);
    List<String> again = starts.keySet().stream().filter(id -> starts.get(id).size() > 1).toList();
    told.accept(
        Figure.of(
            survivor ? "running when killed, both nodes" : "running when killed",
            flying.size(),
            ""));
    told.accept(Figure.under("started again", again.size(), "", AT_ONCE));
    // its end was not written yet: at least once is what is promised
    told.accept(
        Figure.of("ended twice", ends.values().stream().filter(t -> t.size() > 1).count(), ""));
    double back =
        Stream.concat(flying.stream(), again.stream())
            .filter(ends::containsKey)
            .mapToDouble(id -> (ends.get(id).get(ends.get(id).size() - 1) - killed) / 1e6)
            .max()
            .orElse(0);
    told.accept(
        goal
            ? Figure.under("what ran is back after", back, "s", 4)
            : Figure.of("what ran is back after", back, "s"));
  }
}
