package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Migrations;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle backup verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks every checksum, fills a scratch PostgreSQL of its own from the backup, compares the"
          + " rows of every table with the manifest, and asks what the application asks. Nothing of"
          + " the installation is touched, and the scratch server is removed.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it can be given back",
      "1:it cannot: damaged, or its content is not what it should be",
      "2:there is no such backup, or no passphrase",
      "4:the machine lacks something, such as space"
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "BACKUP",
      description = "A backup's folder, or its name in --in (default: the newest)")
  private String which;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "The folder they are in (default: .sparkle/backups)")
  private Path directory;

  @Mixin private OpeningKey key = new OpeningKey();

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    Home home = Home.here();
    Backup backup = Choice.of(which, directory, home);
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    long began = System.nanoTime();
    List<Smoke.Finding> findings = new ArrayList<>();
    try (StepBoard board = new StepBoard(terminal)) {
      verify(home, backup, board, findings);
    }
    boolean ok = findings.stream().allMatch(Smoke.Finding::ok);
    double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("backup", backup.folder().toString());
      object.put("ok", ok);
      object.put("findings", findings);
      object.put("seconds", seconds);
      System.out.println(Manifest.json(object));
    } else {
      terminal
          .out()
          .printf(
              "%n%s %s, in %.1f s.%n",
              backup.id(), ok ? "can be given back" : "is not what it should be", seconds);
    }
    return ok ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private void verify(Home home, Backup backup, StepBoard board, List<Smoke.Finding> findings) {
    BackupKey opened = key.of(backup);
    Told.step(
        board,
        "checksums",
        step -> {
          backup.check(opened, step);
          step.done(
              "%d parts, %s"
                  .formatted(backup.manifest().parts().size(), Sizes.of(backup.manifest().bytes())),
              "");
        });
    try (ScratchDatabase scratch = scratch(home, board)) {
      Fitness fitness = new Fitness(Migrations.newest(home), scratch.version(), scratch.pgvector());
      fitness.refuses(backup.manifest()).ifPresent(VerifyCommand::refuse);
      Told.step(
          board,
          "fill and compare",
          step -> {
            Refill.fill(scratch.address(), backup, opened, scratch.programs(), step);
            step.done(
                "%,d rows in %d tables"
                    .formatted(backup.manifest().rows(), backup.manifest().tables().size()),
                "");
          });
      for (Smoke.Finding each : Smoke.of(scratch.address())) {
        findings.add(each);
        if (each.ok()) {
          board.begin(each.what()).done(each.seen(), "");
        } else {
          board
              .begin(each.what())
              .failed(new Trouble(ExitCode.DEGRADED, each.seen() + ".", "Use another backup."));
        }
      }
    }
  }

  private static ScratchDatabase scratch(Home home, StepBoard board) {
    List<ScratchDatabase> started = new ArrayList<>();
    Told.step(
        board,
        "scratch PostgreSQL",
        step -> {
          started.add(ScratchDatabase.start(home, step));
          step.done(started.get(0).address().place(), "");
        });
    return started.get(0);
  }

  static void refuse(Fitness.Refusal refusal) {
    throw new Trouble(ExitCode.SERVICE, refusal.what(), refusal.remedy());
  }
}
