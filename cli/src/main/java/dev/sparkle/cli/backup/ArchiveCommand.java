package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ArchiveHealth;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.PostgresArchive.Base;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle backup archive}. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The archive of every change of Sparkle's own PostgreSQL, for going back to a moment with"
          + " ./sparkle restore --to-time TIME. Without an option it tells how it stands.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; or changes are archived",
      "1:changes are not archived, or PostgreSQL cannot; or it must be started again first",
      "3:Sparkle's database does not run",
      "7:the database is not Sparkle's own"
    })
final class ArchiveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup private Wanted wanted = new Wanted();

  private static final class Wanted {
    @Option(names = "--on", description = "Archive changes from now on, and take a base")
    private boolean on;

    @Option(names = "--off", description = "Archive no more; what is archived stays")
    private boolean off;

    @Option(names = "--base", description = "Take a further base: going back from it is quicker")
    private boolean base;
  }

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "With --on: where; best on another disk (default: .sparkle/archive)")
  private Path to;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "With --on or --base: keep the last N bases and what came after them")
  private Integer keep;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    Home home = Home.here();
    DataServices data =
        DataServices.recorded(home)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.NOT_RUNNING,
                        "there is no database of Sparkle's here.",
                        "Start it with: ./sparkle up"));
    PostgresCluster cluster =
        data.ownCluster(Progress.SILENT)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.SERVICE,
                        "the database is yours, and its archive is, too.",
                        "See docs/backup.md for what to ask of who runs it."));
    PostgresArchive archive = cluster.archive();
    if (wanted.off) {
      archive.turnOff();
    } else if (wanted.on || wanted.base) {
      base(home, data, archive);
    }
    Optional<ArchiveHealth> health =
        archive.folder().filter(on -> data.postgresRuns()).map(on -> archive.health());
    tell(archive, health);
    boolean archived =
        archive.folder().isPresent() && health.flatMap(ArchiveHealth::trouble).isEmpty();
    return archived || wanted.off ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private void base(Home home, DataServices data, PostgresArchive archive) {
    if (!data.postgresRuns()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle's database does not run.", "Start it with: ./sparkle up");
    }
    if (wanted.on) {
      archive.turnOn(
          to == null ? home.folder().resolve("archive") : to.toAbsolutePath().normalize());
    } else if (archive.folder().isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE, "changes are not archived.", "Begin with: ./sparkle backup archive --on");
    }
    archive.base(Progress.SILENT);
    if (keep != null) {
      archive.prune(Math.max(1, keep));
    }
  }

  private void tell(PostgresArchive archive, Optional<ArchiveHealth> health) {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Path> folder = archive.folder();
    List<Base> bases = folder.map(PostgresArchive::bases).orElse(List.of());
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("archive", folder.map(Path::toString).orElse(null));
      object.put("bases", bases.stream().map(Base::at).toList());
      object.put("newestChange", folder.flatMap(PostgresArchive::newest).orElse(null));
      object.put("bytesOfChanges", folder.map(PostgresArchive::bytes).orElse(0L));
      object.put("waiting", health.map(ArchiveHealth::waiting).orElse(null));
      object.put("trouble", health.flatMap(ArchiveHealth::trouble).orElse(null));
      out.println(Manifest.json(object));
    } else if (folder.isEmpty()) {
      out.println("Changes are not archived. Begin with: ./sparkle backup archive --on");
    } else {
      Optional<String> trouble = health.flatMap(ArchiveHealth::trouble);
      out.println(
          trouble
              .map(why -> "DEGRADED: " + why + "\n  " + archive.remedy())
              .orElse("Changes are archived in " + folder.get() + "."));
      if (health.isEmpty()) {
        out.println("  PostgreSQL does not run: whether it archived its last ones is not known.");
      }
      out.println(
          "  newest change   "
              + PostgresArchive.newest(folder.get()).map(Object::toString).orElse("none yet")
              + "   "
              + Sizes.of(PostgresArchive.bytes(folder.get()))
              + " in all");
      bases.forEach(each -> out.println("  base            " + each.at()));
      out.println("Back to a moment after a base: ./sparkle restore --to-time TIME");
    }
    out.flush();
  }
}
