package dev.sparkle.cli.deploy;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.RestoreMark;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Goes back to the release that was live before, on the same way as deploy. Says first when the"
          + " database must be restored, too, and to which backup; then nothing is done."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the earlier version is live",
      "1:it stayed as it was, or something failed",
      "2:there is nothing to go back to",
      "3:Sparkle does not run",
      "7:the database must be restored first, or the Prometheus that is named does not answer"
    })
public final class RollbackCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description = "an earlier one than the last; those that are kept: ./sparkle deploy --list")
  private String wanted;

  @Option(
      names = "--database-restored",
      description =
          "it was, and nothing runs: the earlier release becomes live, and ./sparkle up starts it")
  private boolean restored;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description =
          "where the backups are, if ./sparkle backup --to wrote them elsewhere (default:"
              + " .sparkle/backups)")
  private Path backups;

  @Option(names = "--dry-run", description = "says what would be done, and ends")
  private boolean dry;

  @Mixin private WayOptions options;

  @Override
  public Integer call() {
    Home home = Home.here();
    PrintStream out = System.out;
    DeploymentFile file = new DeploymentFile(home);
    try (WorkLock turn = file.turn()) {
      turn.hold();
      Live live =
          Live.read(home)
              .filter(each -> !each.before().isEmpty())
              .orElseThrow(
                  () ->
                      new Trouble(
                          ExitCode.USAGE,
                          "no release was live before: there is nothing to go back to.",
                          "Deploy an earlier commit: ./sparkle deploy COMMIT"));
      List<String> before = live.before();
      Release from = Release.require(home, live.release());
      Release to = Release.require(home, wanted == null ? before.get(before.size() - 1) : wanted);
      out.println("Going back from " + from.words() + " to " + to.words() + ".");
      Way way = DeployCommand.way(home, options.prometheus(), out);
      boolean runs = way.somethingRuns();
      Way.Standing database = way.database();
      int applied = database.schema();
      requireDatabase(home, database, to, new BackupFolder(home, backups), out);
      if (dry) {
        return ExitCode.OK;
      }
      if (restored && !runs) {
        way.requireNoOther();
        RestoreMark.requireNone(home);
        earlier(live, to, applied, Instant.now()).write(home);
        out.println(to.id() + " is live. Start it with: ./sparkle up");
        return ExitCode.OK;
      }
      options.tell(out);
      way.nodes();
      way.requireAlarms();
      way.behindFront(System.getenv());
      Deployment plan = way.watched(way.plan(from, to, true, false));
      int code = new Walk(out).to(way.rollout(plan, options.thresholds(), options.pace()));
      return DeployCommand.told(way, file, code, out);
    }
  }

  /**
   * What is live when nothing runs and the database was restored for an earlier release.
   *
   * @param applied number of the last migration in the database
   * @throws Trouble when the database is not that release's
   */
  static Live earlier(Live live, Release to, int applied, Instant now) {
    if (applied > to.schema()) {
      throw new Trouble(
          ExitCode.SERVICE,
          "the database has schema %d, and %s knows it up to %d."
              .formatted(applied, to.id(), to.schema()),
          "Restore a backup of that schema or an earlier one: ./sparkle backup list");
    }
    List<String> before = live.before();
    int at = before.lastIndexOf(to.id());
    return new Live(
        to.id(),
        to.version(),
        to.wlp(),
        live.nodes(),
        before.subList(0, at < 0 ? before.size() : at),
        now.toString());
  }

  private static void requireDatabase(
      Home home, Way.Standing database, Release to, BackupFolder backups, PrintStream out) {
    int applied = database.schema();
    List<Migration> known =
        Release.all(home).stream().flatMap(each -> each.migrations().stream()).toList();
    RollbackAdvice advice = RollbackAdvice.of(known, applied, to, backups.all(), database.names());
    if (!advice.restoreNeeded()) {
      out.println(
          applied > to.schema()
              ? "  The database stays: the migrations since only added to it."
              : "  The database stays: it has no migration that " + to.id() + " does not know.");
      return;
    }
    advice.contractions().forEach(each -> out.println("  " + each));
    String then = "; ./sparkle rollback --database-restored; ./sparkle up";
    throw new Trouble(
        ExitCode.SERVICE,
        to.id()
            + " cannot use the database as it is (schema "
            + applied
            + "): it must be restored, too.",
        advice
            .backup()
            .map(
                each ->
                    "The newest backup that fits is %s of %s (schema %d); what was written since is lost.\n    ./sparkle down; ./sparkle restore %s%s"
                        .formatted(each.name(), each.made(), each.schema(), each.name(), then))
            .orElse(
                "No backup of this database with a schema up to "
                    + to.schema()
                    + " is in "
                    + home.show(backups.folder())
                    + (advice.foreign() == 0
                        ? ""
                        : "; " + advice.foreign() + " there are of another database")
                    + ". Where else are they? ./sparkle rollback --in DIR; then ./sparkle down; ./sparkle restore BACKUP"
                    + then));
  }
}
