package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code ./sparkle monitoring}: Prometheus, Alertmanager and Zipkin beside Sparkle. */
@Command(
    name = "monitoring",
    mixinStandardHelpOptions = true,
    description = "Prometheus, Alertmanager and Zipkin beside a running Sparkle, on 127.0.0.1.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      MonitoringUpCommand.class,
      MonitoringDownCommand.class,
      MonitoringStatusCommand.class,
      MonitoringCheckCommand.class
    })
public final class MonitoringCommand implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The installation's own stack. */
  public static MonitoringStack stack(Home home) {
    return new MonitoringStack(
        home.root().resolve("monitoring"),
        home.folder().resolve("monitoring"),
        StackPorts.of(System.getenv()));
  }

  /** Its nodes, as {@code up} started them. */
  public static List<Target> targets(Home home) {
    return NodeRecord.all(home).stream()
        .map(node -> new Target(node.name(), "127.0.0.1:" + node.ports().http(), node.works()))
        .toList();
  }
}
