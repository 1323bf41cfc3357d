package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle backup list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "The backups that there are, the newest first; nothing of them is checked.")
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "The folder they are in (default: .sparkle/backups)")
  private Path directory;

  @Option(names = "--json", description = "JSON instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    Backups backups = directory == null ? Backups.of(Home.here()) : Backups.in(directory);
    List<Backup> all = backups.all();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Manifest.json(
              all.stream()
                  .map(b -> Map.of("backup", b.folder().toString(), "manifest", b.manifest()))
                  .toList()));
    } else if (all.isEmpty()) {
      out.println("There is no backup in " + backups.directory() + ".");
    } else {
      all.forEach(
          each ->
              out.printf(
                  "%-26s %9s %,12d rows   schema %-4d Sparkle %-10s PostgreSQL %-6s %s%n",
                  each.id(),
                  Sizes.of(each.manifest().bytes()),
                  each.manifest().rows(),
                  each.manifest().schema(),
                  each.manifest().sparkle(),
                  each.manifest().postgres(),
                  each.manifest().encrypted() ? "encrypted" : ""));
    }
    out.flush();
    return ExitCode.OK;
  }
}
