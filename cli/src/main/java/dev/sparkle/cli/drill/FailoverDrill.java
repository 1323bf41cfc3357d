package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.PostgresCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** The primary is killed, and a streaming replica is promoted. */
@Command(
    name = "failover",
    description =
        "PostgreSQL's primary killed, a streaming replica promoted: nodes find it, nothing is lost.")
public final class FailoverDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A commit is acknowledged when the replica has it on its disk, too. */
  private static final List<String> SYNCHRONOUS =
      List.of("alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");

  private static final String SYNCED =
      "select count(*) from pg_stat_replication where sync_state = 'sync'";

  private static final String WORKED =
      "select extract(epoch from min(at) - timestamptz '%s') from drill_effect where at > '%s'";

  @Override
  protected List<String> expects() {
    return List.of(
        "no acknowledged task is lost, and none has its effect twice",
        "tasks are acknowledged and worked on within 10 s after the replica was promoted",
        "the nodes find it by themselves and need not be started again");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    PostgresCluster primary = stage.installation().postgres();
    PostgresCluster replica = stage.installation().startStandby();
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    SYNCHRONOUS.forEach(stage.tables()::run);
    boolean synced =
        stage.await(Duration.ofSeconds(20), () -> stage.tables().text(SYNCED).equals("1"));
    stage.expect("the replica has every commit before it is acknowledged", synced);
    stage.load(Duration.ofMillis(60), 3, task -> task.put("millis", 50));
    stage.goOn(STEP);

    Instant killed = stage.act("the primary is killed with -9");
    primary.kill();
    stage.say("the replica is promoted");
    replica.promote(Duration.ofSeconds(30));
    Instant promoted = stage.act("the replica takes writes");
    stage.goOn(SOON.plusSeconds(4));
    long pid = node.pid().orElse(-1);
    Duration acknowledged = stage.untilFirst(Kind.ACKNOWLEDGED, promoted);
    double effect = stage.tables().number(WORKED, promoted, promoted);
    Duration worked = effect == 0 ? Duration.ofHours(1) : Duration.ofMillis((long) (effect * 1000));
    Duration words = stage.untilFirst(Kind.WORDS, promoted);
    stage.settle();

    stage.expectWithin("a task is acknowledged within 10 s", SOON, acknowledged);
    stage.expectWithin("a task is worked on within 10 s", SOON, worked);
    stage.expectWithin("an answer speaks within 10 s", SOON, words);
    stage.expect("the node runs, and was not started again", node.pid().orElse(-2) == pid);
    stage.expect("the node is ready", node.health("/health/ready").up());
    stage.recovered("until the replica took writes", Duration.between(killed, promoted));
    stage.recovered("until a task was acknowledged, after that", acknowledged);
    stage.recovered("until a task had its effect, after that", worked);
    stage.recovered("until an answer spoke, after that", words);
    stage.recovered(
        "longest time without an acknowledged task",
        stage.history().longestWithout(Kind.ACKNOWLEDGED, killed, promoted.plus(SOON)));
  }
}
