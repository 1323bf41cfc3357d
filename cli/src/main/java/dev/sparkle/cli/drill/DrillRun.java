package dev.sparkle.cli.drill;

import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A drill: its expectations, its play, and what all drills have in common. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   what was expected was seen, and every rule holds",
      "  1   something was not as expected; or a broken setting was not noticed",
      "  2   wrong usage",
      "  4   the machine lacks something",
      "  6   nothing is built: ./sparkle up builds"
    })
public abstract class DrillRun implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Keep what the clients recorded, a JSON object a line")
  private Path keep;

  /** What is expected, as sentences; told before it begins. */
  protected abstract List<String> expects();

  /** In what it is other than the real thing, as sentences; told before it begins. */
  protected List<String> conditions() {
    return List.of();
  }

  /** Plays it, and tells the stage what it found. */
  protected abstract void play(Stage stage) throws Exception;

  /**
   * Looks whether this machine can play it, before anything is started.
   *
   * @throws dev.sparkle.cli.services.Trouble if it cannot
   */
  protected void requireMachine() {}

  /** What is broken on purpose; null: nothing. */
  protected Breakage broken() {
    return null;
  }

  /** Its name on the command line. */
  public final String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  /** Runs it, and removes everything again. */
  final DrillReport perform(Progress progress, Path historyFile) throws Exception {
    requireMachine();
    try (Stage stage = Stage.open(Home.here().root(), progress)) {
      play(stage);
      if (historyFile != null) {
        stage.history().write(historyFile);
      }
      return stage.report(name(), broken());
    }
  }

  /** What stands before the result. */
  final void announce(PrintWriter out) {
    CommandLine.Help.Ansi plain = CommandLine.Help.Ansi.OFF;
    out.println(name() + ": " + plain.string(description(getClass())));
    conditions().forEach(each -> out.println("  in this drill: " + each));
    expects().forEach(each -> out.println("  expected: " + each));
    if (broken() != null) {
      out.println("  broken on purpose: " + broken().words());
    }
    out.println();
    out.flush();
  }

  static String description(Class<?> drill) {
    return drill.getAnnotation(Command.class).description()[0];
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      announce(out);
    }
    DrillReport report = perform(new NewWords(spec.commandLine().getErr()), keep);
    if (json) {
      out.println(DrillJson.text(report));
    } else {
      report.print(out);
    }
    return report.ok() ? ExitCode.OK : ExitCode.DEGRADED;
  }
}
