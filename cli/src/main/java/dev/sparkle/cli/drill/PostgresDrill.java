package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connections are ended, PostgreSQL is restarted, and killed. */
@Command(
    name = "postgres",
    description =
        "PostgreSQL: one backend killed, then restarted, then killed with -9, under load.")
public final class PostgresDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(6);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** With a broken setting it is killed so often. */
  private static final int KILLS = 3;

  /** The dispatcher's own connection, and one of the application's. */
  private static final String TERMINATE =
      """
      select count(pg_terminate_backend(pid)) from (
        (select pid from pg_stat_activity
         where application_name = 'sparkle-tasks' and query like 'with told%' limit 1)
        union all
        (select pid from pg_stat_activity where application_name = 'sparkle' limit 1)) as backend
      """;

  /** A commit is acknowledged at once and on the disk ten seconds later. */
  private static final List<String> UNSAFE =
      List.of(
          "alter system set synchronous_commit = off",
          "alter system set wal_writer_delay = '10s'",
          "alter system set wal_writer_flush_after = '1GB'",
          "select pg_reload_conf()");

  @Option(
      names = "--lost-commits",
      description =
          "Break it: synchronous_commit is off. Exits 0 only if the checker notices the loss.")
  private boolean lostCommits;

  /** For {@code drill check}. */
  static PostgresDrill lostCommits() {
    PostgresDrill drill = new PostgresDrill();
    drill.lostCommits = true;
    return drill;
  }

  @Override
  protected Breakage broken() {
    return lostCommits ? Breakage.LOST_COMMITS : null;
  }

  @Override
  protected List<String> expects() {
    return List.of(
        "no acknowledged task is lost, and none has its effect twice",
        "tasks are acknowledged and worked on within 10 s after PostgreSQL is back",
        "the node need not be started again");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    if (lostCommits) {
      UNSAFE.forEach(stage.tables()::run);
    }
    stage.load(Duration.ofMillis(60), 3, task -> task.put("millis", 50));
    stage.goOn(STEP);
    if (lostCommits) {
      // what a kill takes is the page of the log that was not full: it may hold no task
      for (int kill = 1; kill < KILLS; kill++) {
        killOnly(stage);
        stage.goOn(STEP);
      }
    } else {
      terminateOne(stage);
      restart(stage);
    }
    kill(stage);
    long pid = node.pid().orElse(-1);
    stage.settle();
    stage.expect("the node runs, and was not started again", node.pid().orElse(-2) == pid);
  }

  private void terminateOne(Stage stage) {
    Instant cut = stage.act("two backends are ended: the dispatcher's, and one of the application");
    String ended = stage.tables().text(TERMINATE);
    stage.goOn(STEP);
    stage.expect("backends were there to be ended", ended.equals("2"), ended);
    stage.expectWithin(
        "longest time without an acknowledged task then",
        Duration.ofSeconds(5),
        stage.history().longestWithout(Kind.ACKNOWLEDGED, cut, cut.plus(STEP)));
    worked(stage, "until a task had its effect, after the backends", cut);
  }

  private void restart(Stage stage) {
    Instant gone = stage.act("PostgreSQL is stopped");
    stage.installation().postgres().stop(Duration.ofSeconds(20));
    stage.installation().startPostgres();
    back(stage, "restart", gone);
  }

  private void kill(Stage stage) {
    back(stage, "kill", killOnly(stage));
  }

  private static Instant killOnly(Stage stage) {
    Instant gone = stage.act("PostgreSQL is killed with -9");
    stage.installation().postgres().kill();
    stage.goOn(Duration.ofSeconds(2));
    stage.installation().startPostgres();
    return gone;
  }

  private void back(Stage stage, String after, Instant gone) {
    Instant back = stage.act("PostgreSQL is back");
    stage.goOn(SOON.plusSeconds(2));
    Duration acknowledged = stage.untilFirst(Kind.ACKNOWLEDGED, back);
    stage.expectWithin(
        "a task is acknowledged within 10 s, after the " + after, SOON, acknowledged);
    stage.recovered("until PostgreSQL was back, after the " + after, Duration.between(gone, back));
    stage.recovered(
        "until a task was acknowledged, once it was back after the " + after, acknowledged);
    worked(stage, "until a task had its effect, once it was back after the " + after, back);
  }

  private static void worked(Stage stage, String what, Instant from) {
    double seconds =
        stage
            .tables()
            .number(
                "select extract(epoch from min(at) - timestamptz '%s') from drill_effect where at > '%s'",
                from, from);
    Duration until =
        seconds == 0 ? Duration.ofHours(1) : Duration.ofMillis((long) (seconds * 1000));
    stage.expectWithin(
        what.replace("until a task had its effect", "a task is worked on within 10 s"),
        SOON,
        until);
    stage.recovered(what, until);
  }
}
