package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.alerts.AlertsDrillCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill}: makes bad things happen on purpose, and looks. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description =
        "Makes bad things happen on an installation of its own, and says what came of it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AlertsDrillCommand.class})
public final class DrillCommand implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
