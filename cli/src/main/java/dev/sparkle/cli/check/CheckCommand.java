package dev.sparkle.cli.check;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./sparkle check}: what is looked at after going live. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the installation that runs here after going live: in the first hour, in the fourth, and"
          + " every day."
    },
    synopsisSubcommandLabel = "CHECK",
    subcommands = {
      Hour1Command.class,
      Hour4Command.class,
      DailyCommand.class,
      BaselineCommand.class
    })
public final class CheckCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Without a check: which there are. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
