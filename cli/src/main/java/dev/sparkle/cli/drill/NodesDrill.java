package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One of two nodes is killed. */
@Command(
    name = "nodes",
    description = "One of two nodes killed: the other takes over its tasks, and its answers end.")
public final class NodesDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Tasks that the dead node ran, and when they began elsewhere. */
  private static final String TAKEN_OVER =
      """
      select extract(epoch from %s(d.started_at) - timestamptz '%s') from task_done d
      where exists (select 1 from task_attempt a where a.task_id = d.id and a.outcome = 'crashed')
      """;

  private static final String CRASHED =
      "select count(distinct task_id) from task_attempt where outcome = 'crashed'";

  @Option(
      names = "--effects-without-key",
      description = "Break it: effects have no unique key. Exits 0 only if the checker notices.")
  private boolean withoutKey;

  /** For {@code drill check}. */
  static NodesDrill withoutKey() {
    NodesDrill drill = new NodesDrill();
    drill.withoutKey = true;
    return drill;
  }

  @Override
  protected Breakage broken() {
    return withoutKey ? Breakage.EFFECTS_WITHOUT_KEY : null;
  }

  @Override
  protected List<String> expects() {
    return List.of(
        "what ran on the dead node runs on the other within 5 s, with one effect all the same",
        "answers of the dead node end as failed, and are asked again",
        "the other node takes tasks in all the time");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode survivor = stage.installation().node("node-1");
    LibertyNode doomed = stage.installation().node("node-2");
    stage.nodes(Map.of(), !withoutKey, List.of(survivor, doomed));
    // the effect comes first, so that a task that dies has had it
    stage.load(Duration.ofMillis(100), 4, task -> task.put("millis", 400));
    stage.goOn(STEP);
    Instant killed = stage.act("node-2 is killed with -9");
    doomed.kill();
    stage.goOn(STEP.plus(SOON));
    stage.settle();

    double first = stage.tables().number(TAKEN_OVER, "min", killed);
    double last = stage.tables().number(TAKEN_OVER, "max", killed);
    long crashed = (long) stage.tables().number(CRASHED);
    stage.expect("tasks ran on node-2 when it died", crashed > 0, crashed + " ran");
    stage.expect(
        "all of them began elsewhere within 5 s",
        crashed > 0 && last <= 5,
        Stage.seconds(millis(last)));
    stage.expectWithin(
        "longest time without an acknowledged task",
        SOON,
        stage.history().longestWithout(Kind.ACKNOWLEDGED, killed, killed.plus(STEP)));
    stage.recovered("until the first task of node-2 began on node-1", millis(first));
    stage.recovered("until the last one did", millis(last));
    endOfAnswers(stage, killed);
    stage.recovered("until the first words of an answer", stage.untilFirst(Kind.WORDS, killed));
  }

  /** Those that the dead node was giving, as their learners heard it. */
  private static void endOfAnswers(Stage stage, Instant killed) {
    stage.history().all().stream()
        .filter(each -> each.kind() == Kind.ANSWERED && each.about().equals("failed"))
        .map(each -> Duration.between(killed, each.at()))
        .max(Duration::compareTo)
        .ifPresent(last -> stage.recovered("until the last answer of node-2 had ended", last));
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
