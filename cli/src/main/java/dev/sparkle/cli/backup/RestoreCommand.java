package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.lifecycle.SupervisorProcess;
import dev.sparkle.cli.lifecycle.Turn;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.tasks.Confirmation;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Gives a backup back to this installation, whose nodes must be down. It tells what it replaces"
          + " and asks. The database that was there is kept under another name, and the keys and"
          + " settings in a folder. If it dies half-way, repeat it.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or not wanted after all",
      "1:the backup is damaged; the installation is as it was",
      "2:there is no such backup, no passphrase, or nobody to ask (--yes)",
      "4:the machine lacks something, such as space",
      "5:nodes run, or somebody is at work in the database",
      "7:the backup is of another version, or the database cannot be used"
    })
public final class RestoreCommand implements Callable<Integer> {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  @Parameters(
      arity = "0..1",
      paramLabel = "BACKUP",
      description = "A backup's folder, or its name in --in: ./sparkle backup list")
  private String which;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description =
          "The folder they are in (default: .sparkle/backups); with --to-time the archive's")
  private Path directory;

  @Option(
      names = "--to-time",
      paramLabel = "TIME",
      description =
          "Instead of a backup: Sparkle's own database as it was then (2026-11-26T12:00:00Z), from"
              + " the archive that ./sparkle backup archive --on keeps; keys and settings stay")
  private Instant toTime;

  @Mixin private OpeningKey key = new OpeningKey();

  @Mixin private Confirmation confirmation = new Confirmation();

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    Home home = Home.here();
    Clock clock = Clock.systemUTC();
    if ((which == null) == (toTime == null)) {
      throw new Trouble(
          ExitCode.USAGE,
          "either a backup is named, or a moment.",
          "./sparkle restore BACKUP, or ./sparkle restore --to-time TIME");
    }
    if (toTime != null) {
      return new TimeRestoring(home, directory, toTime, confirmation, json).run(clock);
    }
    Backup backup = Choice.of(which, directory, home);
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    try (WorkLock held = Turn.take(home, "Wait until it ends, then repeat.")) {
      held.hold();
      requireDown(home);
      try (Restoring restoring = new Restoring(home, backup, key.of(backup))) {
        return restore(home, backup, restoring, terminal, clock);
      }
    }
  }

  private int restore(
      Home home, Backup backup, Restoring restoring, Terminal terminal, Clock clock) {
    Instant began = clock.instant();
    try (StepBoard board = new StepBoard(terminal)) {
      restoring.prepare(board);
    }
    if (!confirmation.given(
        restoring.replaces()
            + " Keys and settings are replaced, Redis is emptied. Restore "
            + backup.id()
            + "?")) {
      terminal.out().println("Nothing was done.");
      return ExitCode.OK;
    }
    Restoring.Outcome outcome;
    try (StepBoard board = new StepBoard(terminal)) {
      outcome = restoring.perform(board, TIME.format(began));
    }
    tell(home, terminal, backup, outcome, Duration.between(began, clock.instant()), began);
    return ExitCode.OK;
  }

  static void requireDown(Home home) {
    List<String> running =
        NodeRecord.all(home).stream()
            .filter(node -> node.node(home).running())
            .map(NodeRecord::name)
            .toList();
    if (!running.isEmpty() || new SupervisorProcess(home).running().isPresent()) {
      throw new Trouble(
          ExitCode.TAKEN,
          "Sparkle runs"
              + (running.isEmpty() ? "" : " (" + String.join(", ", running) + ")")
              + ", and a restore is not done under it.",
          "Stop it with ./sparkle down, then repeat.");
    }
  }

  private void tell(
      Home home,
      Terminal terminal,
      Backup backup,
      Restoring.Outcome outcome,
      Duration took,
      Instant now) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("backup", backup.folder().toString());
      object.put("takenAt", backup.manifest().takenAt());
      object.put("databaseBefore", outcome.oldDatabase());
      object.put("replacedFiles", outcome.replacedFiles());
      object.put("redis", outcome.redis());
      object.put("seconds", took.toMillis() / 1000.0);
      System.out.println(Manifest.json(object));
      return;
    }
    var out = terminal.out();
    out.println();
    out.printf(
        "%s is restored, in %s. What came after %s (%s ago) is not in it.%n",
        backup.id(),
        Figures.took(took),
        backup.manifest().takenAt(),
        Figures.lasts(Duration.between(backup.manifest().takenAt(), now)));
    if (!outcome.oldDatabase().isEmpty()) {
      out.printf(
          "  the database before   %s   (remove: ./sparkle db -c 'drop database %s')%n",
          outcome.oldDatabase(), outcome.oldDatabase());
    }
    if (!outcome.replacedFiles().isEmpty()) {
      out.printf(
          "  replaced files        %s   (%s)%n",
          home.show(outcome.oldFiles()), String.join(", ", outcome.replacedFiles()));
    }
    out.printf("  Redis                 %s%n", outcome.redis());
    Map<String, String> environment = Surroundings.environment();
    List<String> missing =
        backup.manifest().settings().stream()
            .filter(name -> !environment.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      out.printf(
          "  not set here          %s   (the nodes then had them; the backup has no values)%n",
          String.join(", ", missing));
    }
    out.println("Start it with: ./sparkle up");
  }
}
