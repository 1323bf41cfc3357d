package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle monitoring status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells how the monitoring is, which nodes it reaches, and what it warns of.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it runs, reaches every node, and warns of nothing",
      "1:a part or a node is missing, or an alert fires",
      "3:it does not run"
    })
final class MonitoringStatusCommand implements Callable<Integer> {

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    StackReport report = StackReport.of(MonitoringCommand.stack(Home.here()));
    report.print(Terminal.standard().out(), json);
    return report.exitCode();
  }
}
