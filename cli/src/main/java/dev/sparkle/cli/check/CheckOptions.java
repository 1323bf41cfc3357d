package dev.sparkle.cli.check;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.monitoring.StackPorts;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** What all checks take. */
final class CheckOptions {

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "Prometheus. Default: the one of ./sparkle monitoring up")
  private URI prometheus;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  boolean json() {
    return json;
  }

  PrometheusApi prometheus() {
    return new PrometheusApi(
        prometheus != null
            ? prometheus
            : URI.create("http://127.0.0.1:" + StackPorts.of(System.getenv()).prometheus()));
  }

  /**
   * The nodes that run here.
   *
   * @throws Trouble if none was started
   */
  static List<NodeRecord> nodes(Home home) {
    List<NodeRecord> nodes = NodeRecord.all(home);
    if (nodes.isEmpty()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle does not run here.", "Start it with: ./sparkle up");
    }
    return nodes;
  }
}
