package dev.sparkle.cli.bench.task;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * All scenarios, one after another, on programs and databases of their own. The programs are those
 * that take part in the peers' harness, and are started and asked as it does.
 */
public final class TaskBench {

  /** Where the queue runs. */
  public enum Place {
    /** A plain JVM. */
    JVM("sparkle"),
    /** The application in Liberty. */
    LIBERTY("sparkle-liberty");

    private final String peer;

    Place(String peer) {
      this.peer = peer;
    }
  }

  /** Hears what is measured. */
  public interface Listener {
    /** A scenario begins. */
    void title(String title);

    /** A figure is there. */
    void figure(Figure figure);
  }

  private final Place place;
  private final Path script;
  private final Path folder;
  private final Set<Integer> only;
  private final Progress progress;

  /**
   * A bench.
   *
   * @param root the checkout
   * @param folder for files; whoever gives it removes it
   * @param only numbers of scenarios; empty: all
   */
  public TaskBench(Place place, Path root, Path folder, Set<Integer> only, Progress progress) {
    this.place = place;
    this.script = root.resolve("cli/src/main/peers").resolve(place.peer).resolve("start");
    this.folder = folder;
    this.only = Set.copyOf(only);
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param databases makes an empty database
   * @param redis its URL
   */
  public void run(Function<String, DatabaseAddress> databases, String redis, Listener listener)
      throws IOException, InterruptedException, SQLException {
    List<Scenario> together =
        wanted(
            List.of(
                new Throughput(),
                new Enqueueing(),
                ToStart.inTheSameJvm(),
                new Memory(),
                new Tracking(),
                new LongTasks(),
                new Priorities(),
                new Failures(),
                new Growth()));
    if (!together.isEmpty()) {
      try (Session session = session(databases, "both", redis)) {
        progress.now("starting one program");
        session.start("both", "both");
        progress.now("warming up");
        Scenario.warm(session);
        for (Scenario each : together) {
          run(each, session, listener);
        }
      }
    }
    List<Scenario> apart =
        wanted(
            List.of(
                ToStart.inAnotherProcess(), Crash.withSurvivor(), Crash.alone(place == Place.JVM)));
    if (!apart.isEmpty()) {
      try (Session session = session(databases, "apart", redis)) {
        progress.now("starting a producer");
        session.start("producer", "producer");
        for (Scenario each : apart) {
          run(each, session, listener);
        }
      }
    }
  }

  private List<Scenario> wanted(List<Scenario> all) {
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.number())).toList();
  }

  private Session session(Function<String, DatabaseAddress> databases, String name, String redis)
      throws IOException {
    return new Session(script, folder, new BenchStore(databases.apply("tasks_" + name)), redis);
  }

  private void run(Scenario scenario, Session session, Listener listener)
      throws IOException, InterruptedException, SQLException {
    listener.title(scenario.title());
    session.store().concurrency(scenario.concurrency());
    scenario.run(session, listener::figure);
  }
}
