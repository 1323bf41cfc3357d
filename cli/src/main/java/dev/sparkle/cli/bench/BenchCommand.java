package dev.sparkle.cli.bench;

import dev.sparkle.cli.bench.chat.ChatBenchCommand;
import dev.sparkle.cli.bench.gateway.GatewayBenchCommand;
import dev.sparkle.cli.bench.load.LoadBenchCommand;
import dev.sparkle.cli.bench.watching.WatchingBenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./sparkle bench}: measures; never asserts. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this installation. Every published figure names one of these.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ChainBenchCommand.class,
      ChatBenchCommand.class,
      GatewayBenchCommand.class,
      LlmThreadsCommand.class,
      LoadBenchCommand.class,
      RetrievalBenchCommand.class,
      TaskBenchCommand.class,
      WatchingBenchCommand.class
    })
public final class BenchCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
