package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle monitoring down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops what ./sparkle monitoring up started, and nothing else. Data is kept.")
final class MonitoringDownCommand implements Callable<Integer> {

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    MonitoringStack stack = MonitoringCommand.stack(Home.here());
    int stopped = stack.stop();
    if (json) {
      StackReport.of(stack).print(Terminal.standard().out(), true);
    } else {
      Terminal.standard()
          .out()
          .println(
              stopped == 0
                  ? "The monitoring is not running. Nothing to do."
                  : "The monitoring is down. Its data is kept.");
    }
    return ExitCode.OK;
  }
}
