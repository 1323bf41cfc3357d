package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.alerts.AlertsDrillCommand;
import dev.sparkle.cli.drill.production.ProductionDrillCommand;
import dev.sparkle.cli.drill.promises.PromisesCommand;
import dev.sparkle.cli.drill.traces.TracesDrillCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./sparkle drill}: takes parts away and checks that nothing is lost. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Takes parts of an installation away under load, and checks what the clients recorded.",
      "Each drill starts an installation of its own, on free ports, and removes it: a running one"
          + " is not touched. It runs what ./sparkle up built last."
    },
    synopsisSubcommandLabel = "DRILL",
    subcommands = {
      RedisDrill.class,
      NodeDrill.class,
      NodesDrill.class,
      PostgresDrill.class,
      SentinelDrill.class,
      FailoverDrill.class,
      RestoreDrill.class,
      DeadlockDrill.class,
      PoolDrill.class,
      DiskDrill.class,
      DeployDrill.class,
      AlertsDrillCommand.class,
      TracesDrillCommand.class,
      PromisesCommand.class,
      ProductionDrillCommand.class,
      DrillCheckCommand.class,
      DrillAllCommand.class
    })
public final class DrillCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Without a drill: which there are, and what each proves. */
  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.subcommands()
        .forEach(
            (name, drill) ->
                out.printf(
                    "  %-10s %s%n", name, drill.getCommandSpec().usageMessage().description()[0]));
    out.println();
    out.println("./sparkle drill NAME, or ./sparkle drill all; docs/drills.md tells more.");
    out.flush();
  }
}
