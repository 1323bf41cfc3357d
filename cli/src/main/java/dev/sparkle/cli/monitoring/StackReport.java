package dev.sparkle.cli.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.terminal.Figures;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the monitoring is at this moment.
 *
 * @param state "ok", "degraded" or "stopped"
 */
record StackReport(String state, List<Part> parts, List<Node> nodes, List<Alert> alerts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param state "up", "silent" (runs and does not answer) or "down"
   * @param since ISO 8601; null when it does not run
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Part(String name, String state, String address, Long pid, String since) {}

  /**
   * @param reached whether the last scrape succeeded
   */
  record Node(String name, String address, boolean reached) {}

  /** An alert that fires, other than the Watchdog. */
  record Alert(String name, String severity, String summary, String runbook) {}

  static StackReport of(MonitoringStack stack) {
    List<Part> parts = stack.all().stream().map(StackReport::part).toList();
    List<Node> nodes = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    if (parts.get(0).state().equals("up")) {
      PrometheusApi prometheus = new PrometheusApi(stack.prometheusAddress());
      for (JsonNode up : prometheus.query("up{job=\"sparkle\"}")) {
        nodes.add(
            new Node(
                up.at("/metric/node").asText(),
                up.at("/metric/instance").asText(),
                up.at("/value/1").asText().equals("1")));
      }
      for (JsonNode alert : prometheus.alerts()) {
        if (alert.path("state").asText().equals("firing")
            && !alert.at("/labels/alertname").asText().equals("Watchdog")) {
          alerts.add(
              new Alert(
                  alert.at("/labels/alertname").asText(),
                  alert.at("/labels/severity").asText(),
                  alert.at("/annotations/summary").asText(),
                  alert.at("/annotations/runbook_url").asText()));
        }
      }
    }
    return new StackReport(state(parts, nodes, alerts), parts, nodes, alerts);
  }

  private static String state(List<Part> parts, List<Node> nodes, List<Alert> alerts) {
    if (parts.stream().allMatch(part -> part.state().equals("down"))) {
      return "stopped";
    }
    // traces are a choice, alerts are not
    boolean well =
        parts.stream().limit(2).allMatch(part -> part.state().equals("up"))
            && nodes.stream().allMatch(Node::reached)
            && alerts.isEmpty();
    return well ? "ok" : "degraded";
  }

  private static Part part(Daemon daemon) {
    if (daemon.running().isEmpty()) {
      return new Part(daemon.name(), "down", daemon.address().toString(), null, null);
    }
    return new Part(
        daemon.name(),
        daemon.answers() ? "up" : "silent",
        daemon.address().toString(),
        daemon.running().get().pid(),
        daemon.since().map(Instant::toString).orElse(null));
  }

  int exitCode() {
    return switch (state) {
      case "ok" -> ExitCode.OK;
      case "stopped" -> ExitCode.NOT_RUNNING;
      default -> ExitCode.DEGRADED;
    };
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      try {
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      return;
    }
    if (state.equals("stopped")) {
      out.println("The monitoring is not running. Start it with: ./sparkle monitoring up");
      return;
    }
    for (Part part : parts) {
      String lasts =
          part.since() == null
              ? ""
              : Figures.lasts(Duration.between(Instant.parse(part.since()), Instant.now()));
      line(
          out,
          part.name(),
          part.state().equals("up") ? "up" : part.state().toUpperCase(java.util.Locale.ROOT),
          lasts,
          part.address());
    }
    for (Node node : nodes) {
      line(out, node.name(), node.reached() ? "reached" : "NOT REACHED", "", node.address());
    }
    if (nodes.isEmpty()) {
      out.println("No node was scraped yet.");
    }
    for (Alert alert : alerts) {
      out.println(alert.severity() + "  " + alert.name() + "  " + alert.summary());
      out.println("    " + alert.runbook());
    }
  }

  private static void line(
      PrintStream out, String part, String state, String figure, String details) {
    out.println(String.format("%-13s %-12s %-8s %s", part, state, figure, details).stripTrailing());
  }
}
