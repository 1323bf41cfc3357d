package dev.sparkle.cli.drill;

import dev.sparkle.cli.services.ServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = "All of these that need nothing special, and the check; some twenty minutes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all passed", "1:one did not", "6:nothing is built"})
public final class DrillAllCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<DrillRun> drills =
        new ArrayList<>(
            List.of(
                new RedisDrill(),
                new NodeDrill(),
                new NodesDrill(),
                new PostgresDrill(),
                new SentinelDrill(),
                new FailoverDrill(),
                new RestoreDrill(),
                new DeadlockDrill(),
                new PoolDrill()));
    if (ServiceAccount.isRoot()) {
      drills.add(new DiskDrill());
    } else {
      spec.commandLine().getErr().println("disk is left out: it needs root");
    }
    drills.addAll(DrillCheckCommand.drills());
    return new DrillSeries(spec.commandLine().getOut(), spec.commandLine().getErr(), json)
        .run(drills);
  }
}
