package dev.sparkle.cli.safety;

import dev.sparkle.cli.safety.attack.AttackCommand;
import dev.sparkle.cli.safety.ngram.NgramTrainCommand;
import dev.sparkle.cli.safety.train.ThresholdsCommand;
import dev.sparkle.cli.safety.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is known of the safety layers, and how it is made anew. */
@Command(
    name = "safety",
    mixinStandardHelpOptions = true,
    description = "Measures, attacks and trains the safety layers.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvalCommand.class,
      AttackCommand.class,
      TrainCommand.class,
      NgramTrainCommand.class,
      ThresholdsCommand.class,
      FitCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class SafetyCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
