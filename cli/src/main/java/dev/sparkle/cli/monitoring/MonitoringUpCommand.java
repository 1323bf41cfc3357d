package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle monitoring up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Prometheus, Alertmanager and Zipkin for the nodes that ./sparkle up started; data in"
          + " .sparkle/monitoring. Safe to repeat: run it again after nodes were added, or rules"
          + " changed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they run",
      "3:Sparkle does not run",
      "4:the machine lacks the packages",
      "5:a port is taken",
      "7:one did not start"
    })
final class MonitoringUpCommand implements Callable<Integer> {

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description =
          "who is told of alerts; also SPARKLE_ALERT_WEBHOOK_URL. Without either, it stays as it"
              + " was; \"none\": nobody any more")
  private String webhook;

  @Option(names = "--without-traces", description = "leaves Zipkin out (250 MB of memory)")
  private boolean withoutTraces;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    Home home = Home.here();
    List<Target> targets = MonitoringCommand.targets(home);
    if (targets.isEmpty()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle does not run here.", "Start it with: ./sparkle up");
    }
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    MonitoringStack stack = MonitoringCommand.stack(home);
    try (StepBoard board = new StepBoard(terminal)) {
      Told.step(
          board,
          "Prometheus, Alertmanager",
          step -> {
            MonitoringTools tools = MonitoringTools.provide(home.root(), step);
            stack.configure(
                StackSettings.of(
                    Surroundings.environment(),
                    Optional.ofNullable(webhook),
                    stack.webhook(),
                    home.root().resolve("docs/runbooks").toUri().toString()),
                targets);
            int started = stack.startAlerting(tools);
            step.done(started == 0 ? "configured" : "ready", targets.size() + " nodes");
          });
      if (!withoutTraces) {
        Told.step(
            board,
            "Zipkin",
            step -> {
              MonitoringTools tools = MonitoringTools.provide(home.root(), step);
              stack.startTraces(tools, step);
              step.done("ready", "traces in memory");
            });
      }
    }
    StackReport.of(stack).print(terminal.out(), json);
    return ExitCode.OK;
  }
}
