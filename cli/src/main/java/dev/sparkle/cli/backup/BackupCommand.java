package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a backup while Sparkle runs: the database at one moment, Redis, keys and settings, with"
          + " a manifest of checksums, versions and rows. Give it back with: ./sparkle restore",
      ""
    },
    subcommands = {ListCommand.class, VerifyCommand.class, ArchiveCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is taken and whole",
      "2:wrong usage, or no passphrase",
      "3:Sparkle's database does not run",
      "4:no space, or no pg_dump as new as the server",
      "5:another backup is being taken",
      "7:the database cannot be used"
    })
public final class BackupCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "A folder for this installation's backups (default: .sparkle/backups)")
  private Path to;

  @Option(names = "--encrypt", description = "With a passphrase: AES-256-GCM")
  private boolean encrypt;

  @Mixin private KeyOption key = new KeyOption();

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Afterwards remove all but the last N, and what the next three keep")
  private Integer keep;

  @Option(names = "--keep-daily", paramLabel = "N", description = "… and one of each of N days")
  private int daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "… and one of each of N weeks")
  private int weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "… and one of each of N months")
  private int monthly;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    Home home = Home.here();
    Retention retention = retention();
    BackupKey made = encrypt ? key.fresh() : null;
    Backups backups = to == null ? Backups.of(home) : Backups.in(to);
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    Optional<WorkLock> lock = WorkLock.tryNow(home.folder().resolve("backup.lock"));
    try (WorkLock held =
        lock.orElseThrow(
            () ->
                new Trouble(
                    ExitCode.TAKEN, "another backup is being taken.", "Wait until it ends."))) {
      held.hold();
      Backup taken;
      try (StepBoard board = new StepBoard(terminal)) {
        taken = new Taking(home, backups.directory(), made).take(board);
      }
      List<String> removed =
          retention == null ? List.of() : backups.prune(retention, Clock.systemUTC().instant());
      tell(home, terminal, taken, removed, backups.ofAnotherDatabaseBefore(taken));
    }
    return ExitCode.OK;
  }

  private Retention retention() {
    if (keep == null && daily + weekly + monthly == 0) {
      return null;
    }
    try {
      return new Retention(keep == null ? 1 : keep, daily, weekly, monthly);
    } catch (IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.USAGE, "the newest backup always stays.", "Give --keep 1 or more.", e);
    }
  }

  private void tell(
      Home home,
      Terminal terminal,
      Backup taken,
      List<String> removed,
      Optional<Backup> ofAnother) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("backup", taken.folder().toString());
      object.put("removed", removed);
      object.put("ofAnotherDatabaseThan", ofAnother.map(Backup::id).orElse(null));
      object.put("manifest", taken.manifest());
      System.out.println(Manifest.json(object));
      return;
    }
    terminal
        .out()
        .println(
            "%n%s   %s, schema %d%s"
                .formatted(
                    home.show(taken.folder()),
                    Sizes.of(taken.manifest().bytes()),
                    taken.manifest().schema(),
                    taken.manifest().encrypted()
                        ? ", encrypted: without the passphrase nobody gets it back"
                        : ", not encrypted: whoever reads it is an operator (--encrypt)"));
    ofAnother.ifPresent(
        before ->
            terminal
                .out()
                .println(
                    "It is of another database (%s) than %s before it (%s): is that meant?"
                        .formatted(
                            taken.manifest().database(),
                            before.id(),
                            before.manifest().database())));
    if (!removed.isEmpty()) {
      terminal.out().println("Removed as too old: " + String.join(", ", removed));
    }
    terminal.out().println("That it can be given back, shows: ./sparkle backup verify");
  }
}
