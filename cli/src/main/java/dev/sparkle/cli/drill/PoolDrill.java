package dev.sparkle.cli.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Handlers keep every connection of the application's pool. */
@Command(
    name = "pool",
    description = "The pool of connections exhausted: the queue's beats go on, and all recovers.")
public final class PoolDrill extends DrillRun {

  private static final int POOL = 4;
  private static final int HOGS = 12;
  private static final int HOLD_MILLIS = 8000;
  private static final Duration STEP = Duration.ofSeconds(6);

  private static final String HOGS_LEFT =
      "select count(*) from task where payload->>'key' like 'hog-%'";
  private static final String WORKERS = "select count(*) from task_worker";
  private static final String WAITED =
      "select count(*) from task_attempt where error like '%onnection%'";

  @Override
  protected List<String> expects() {
    return List.of(
        "with a pool of "
            + POOL
            + " and "
            + HOGS
            + " tasks that keep a connection for 8 s, requests"
            + " are refused and not lost",
        "the node keeps its lease, for the queue has connections of its own",
        "when the connections are free, tasks are acknowledged again at once");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of("SPARKLE_DB_POOL", Integer.toString(POOL)), true, List.of(node));
    stage.load(Duration.ofMillis(80), 1, task -> task.put("millis", 10));
    stage.goOn(STEP);
    Instant begun = stage.act(HOGS + " tasks take every connection");
    SparkleClient operator = stage.installation().operator(node);
    for (int hog = 0; hog < HOGS; hog++) {
      ObjectNode task = DrillJson.MAPPER.createObjectNode().put("key", "hog-" + hog);
      task.put("holdMillis", HOLD_MILLIS);
      TaskLoad.submit(stage.history(), operator, task, true);
    }
    boolean over =
        stage.await(Duration.ofMinutes(2), () -> stage.tables().text(HOGS_LEFT).equals("0"));
    Instant freed = stage.act("the connections are free");
    stage.goOn(STEP);
    stage.settle();

    Duration without = stage.history().longestWithout(Kind.ACKNOWLEDGED, begun, freed);
    String waited = stage.tables().text(WAITED);
    stage.expect("all " + HOGS + " ended", over);
    stage.expect(
        "the pool was exhausted: attempts found no connection", !waited.equals("0"), waited);
    String workers = stage.tables().text(WORKERS);
    stage.expect("the node kept its lease", workers.equals("1"));
    Duration again = stage.untilFirst(Kind.ACKNOWLEDGED, freed);
    stage.expectWithin("a task is acknowledged after it", Duration.ofSeconds(2), again);
    stage.recovered("longest time without an acknowledged task meanwhile", without);
    stage.recovered("until a task was acknowledged, after the connections were free", again);
  }
}
