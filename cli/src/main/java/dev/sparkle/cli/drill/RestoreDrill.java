package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The database's disk is lost, and it is made again as it was at a moment. */
@Command(
    name = "restore",
    description =
        "The database lost with its disk, and made again as it was at a moment, from the archive.")
public final class RestoreDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration ARCHIVED = Duration.ofSeconds(60);

  /** Shorter than the minute of an installation, so that the drill need not wait for it. */
  private static final int ARCHIVE_SECONDS = 10;

  private static final List<String> SOONER =
      List.of(
          "alter system set archive_timeout = '" + ARCHIVE_SECONDS + "s'",
          "select pg_reload_conf()");

  private static final String THERE =
      """
      select count(*) from (select id from task union all select id from task_done) t
      where id = any('{%s}'::uuid[])
      """;

  @Override
  protected List<String> expects() {
    return List.of(
        "every task that was acknowledged by the moment is there, and is worked on once",
        "nothing that was asked for after the moment is there",
        "of what was done until the disk was lost, no more than the archive's interval is lost");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    DrillInstallation installation = stage.installation();
    PostgresCluster postgres = installation.postgres();
    LibertyNode node = installation.node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    Path folder = installation.folder().resolve("archive");
    postgres.archive().turnOn(folder);
    SOONER.forEach(stage.tables()::run);
    stage.say("taking a base");
    PostgresArchive.Base base = postgres.archive().base(Progress.SILENT);
    // no learners: an answer whose end was told after the moment has none any more
    stage.load(Duration.ofMillis(100), 0, task -> task.put("millis", 50));
    stage.await(Duration.ofSeconds(5), () -> Instant.now().isAfter(base.at()));
    stage.goOn(STEP);
    Instant moment = stage.act("this is the moment to go back to");
    stage.goOn(STEP);
    // the moment is reached when something after it is in the archive
    boolean reached =
        stage.await(
            ARCHIVED,
            () ->
                PostgresArchive.newest(folder).filter(moment.plusSeconds(1)::isBefore).isPresent());
    stage.expect("changes after the moment are archived", reached);
    stage.goOn(Duration.ofSeconds(4));

    Map<String, String> environment = node.environment().orElseThrow();
    Instant lost = stage.act("the node and PostgreSQL are killed with -9, and its disk is lost");
    node.kill();
    postgres.kill();
    stage.endLoad();
    postgres.delete();
    Duration behind =
        PostgresArchive.newest(folder).map(at -> Duration.between(at, lost)).orElse(ARCHIVED);

    Instant begun = Instant.now();
    postgres.archive().recover(folder, base, moment, "drill", stage::say);
    Instant recovered = stage.act("PostgreSQL is as it was");
    Set<String> before = ids(stage, Instant.MIN, moment);
    Set<String> after = ids(stage, moment, Instant.MAX);
    stage.keepUntil(moment);
    double thereOfBefore = there(stage, before);
    double thereOfAfter = laterThere(stage, after, moment);
    installation.emptyRedis();
    installation.startAgain(node, environment);
    Instant ready = stage.act("the node is ready");
    stage.settle();

    stage.expect(
        "all tasks acknowledged by the moment are there",
        !before.isEmpty() && thereOfBefore == before.size(),
        "%.0f of %d".formatted(thereOfBefore, before.size()));
    stage.expect(
        "none that was asked for after the moment is there",
        !after.isEmpty() && thereOfAfter == 0,
        "%.0f of %d".formatted(thereOfAfter, after.size()));
    stage.expectWithin(
        "what is lost with the disk is no older than the archive's %d s and two to copy it"
            .formatted(ARCHIVE_SECONDS),
        Duration.ofSeconds(ARCHIVE_SECONDS + 2),
        behind);
    // what is lost is no recovery, and a node's start is its own: neither is held against it
    stage.count("ms of changes lost with the disk (RPO)", behind.toMillis());
    stage.count(
        "ms until the node was ready (RTO of all)", Duration.between(begun, ready).toMillis());
    stage.recovered("RTO, until PostgreSQL was as it was", Duration.between(begun, recovered));
  }

  /** Of tasks that were acknowledged in that time. */
  private static Set<String> ids(Stage stage, Instant from, Instant to) {
    return stage.history().all().stream()
        .filter(each -> each.kind() == Kind.ACKNOWLEDGED)
        .filter(each -> each.at().isAfter(from) && !each.at().isAfter(to))
        .map(Happening::about)
        .collect(Collectors.toSet());
  }

  private static double there(Stage stage, Set<String> ids) {
    return stage.tables().number(THERE, String.join(",", ids));
  }

  /** One that was asked for before and acknowledged after the moment may be there. */
  private static double laterThere(Stage stage, Set<String> acknowledged, Instant moment) {
    Set<String> askedBefore =
        stage.history().all().stream()
            .filter(each -> each.kind() == Kind.SUBMITTED && !each.at().isAfter(moment))
            .map(Happening::subject)
            .collect(Collectors.toSet());
    return stage
        .tables()
        .number(
            """
            select count(*) from (
              select id, payload->>'key' as key from task union all
              select id, payload->>'key' from task_done) t
            where id = any('{%s}'::uuid[]) and not key = any('{%s}'::text[])
            """,
            String.join(",", acknowledged), String.join(",", askedBefore));
  }
}
