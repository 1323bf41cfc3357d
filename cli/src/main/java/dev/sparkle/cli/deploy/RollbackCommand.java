package dev.sparkle.cli.deploy;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.io.PrintStream;
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
      "7:the database must be restored first"
    })
public final class RollbackCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description = "an earlier one than the last; those that are kept: ./sparkle deploy --list")
  private String wanted;

  @Option(
      names = "--database-restored",
      description = "it was: the earlier release can use what is in it")
  private boolean restored;

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
      requireDatabase(home, from, to, out);
      if (dry) {
        return ExitCode.OK;
      }
      options.tell(out);
      Way way = DeployCommand.way(home, out);
      way.nodes();
      way.behindFront(System.getenv());
      Deployment plan = way.plan(from, to, true);
      int code = new Walk(out).to(way.rollout(plan, options.thresholds(), options.pace()));
      return DeployCommand.told(way, file, code, out);
    }
  }

  private void requireDatabase(Home home, Release from, Release to, PrintStream out) {
    RollbackAdvice advice = RollbackAdvice.of(from, to, new BackupFolder(home).all());
    if (!advice.restoreNeeded()) {
      out.println(
          from.schema() > to.schema()
              ? "  The database stays: the migrations since only added to it."
              : "  The database stays: no migration lies between them.");
      return;
    }
    advice.contractions().forEach(each -> out.println("  " + each));
    if (!restored) {
      throw new Trouble(
          ExitCode.SERVICE,
          to.id() + " cannot use the database as it is: it must be restored, too.",
          advice
              .backup()
              .map(
                  each ->
                      "The newest backup that fits is %s of %s (schema %d); what was written since is lost.\n    ./sparkle restore %s; then: ./sparkle rollback --database-restored"
                          .formatted(each.name(), each.made(), each.schema(), each.name()))
              .orElse(
                  "No backup of a schema up to "
                      + to.schema()
                      + " is kept here. Find one, restore"
                      + " it, then: ./sparkle rollback --database-restored"));
    }
    out.println("  You say that the database was restored.");
  }
}
