package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What Prometheus says of the nodes and of alerts. */
final class Alerts {

  private static final String START = "./sparkle monitoring up, or name yours: --prometheus URL";

  private Alerts() {}

  /** Whether it reaches every node, its Watchdog fires, and nothing critical does. */
  static List<Finding> now(PrometheusApi prometheus, int nodes) {
    try {
      List<JsonNode> firing = firing(prometheus);
      List<Finding> findings = new ArrayList<>();
      findings.add(flow(reached(prometheus), nodes));
      findings.add(watchdog(firing));
      findings.add(of(firing, "critical", true));
      findings.add(of(firing, "warning", false));
      return findings;
    } catch (Trouble silent) {
      return List.of(Finding.judged("Prometheus answers", false, silent.getMessage(), START));
    }
  }

  /** How many nodes it reaches. */
  static long reached(PrometheusApi prometheus) {
    return stream(prometheus.query("up{job=\"sparkle\"} == 1")).count();
  }

  static List<JsonNode> firing(PrometheusApi prometheus) {
    return stream(prometheus.alerts())
        .filter(alert -> alert.path("state").asText().equals("firing"))
        .toList();
  }

  /** Whether metrics come from every node; from one at least. */
  static Finding flow(long reached, int nodes) {
    return Finding.judged(
        "metrics flow into Prometheus",
        reached,
        "nodes",
        reached >= Math.max(1, nodes),
        reached + " of " + nodes + " nodes reached",
        "./sparkle monitoring up tells Prometheus of new nodes; then ./sparkle monitoring status");
  }

  /** Whether the alert fires that always must; else the silence of the others says nothing. */
  static Finding watchdog(List<JsonNode> firing) {
    boolean fires = firing.stream().anyMatch(alert -> name(alert).equals("Watchdog"));
    return Finding.judged(
        "the Watchdog fires",
        fires,
        fires ? "alerts work" : "no alert would come",
        "docs/runbooks/Watchdog.md");
  }

  private static Finding of(List<JsonNode> firing, String severity, boolean judged) {
    List<String> names =
        firing.stream()
            .filter(alert -> alert.at("/labels/severity").asText().equals(severity))
            .map(Alerts::name)
            .filter(name -> !name.equals("Watchdog"))
            .distinct()
            .toList();
    String words = names.isEmpty() ? "none" : String.join(", ", names);
    return new Finding(
        severity + " alerts that fire",
        (double) names.size(),
        "",
        words,
        judged ? names.isEmpty() : null,
        names.stream().map(n -> "docs/runbooks/" + n + ".md").collect(Collectors.joining(", ")));
  }

  private static String name(JsonNode alert) {
    return alert.at("/labels/alertname").asText();
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
