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
      List<Finding> findings = new ArrayList<>();
      long reached = stream(prometheus.query("up{job=\"sparkle\"} == 1")).count();
      findings.add(
          Finding.judged(
              "metrics flow into Prometheus",
              reached,
              "nodes",
              reached >= nodes,
              reached + " of " + nodes + " nodes reached",
              "./sparkle monitoring up tells Prometheus of new nodes; then ./sparkle monitoring status"));
      List<JsonNode> firing =
          stream(prometheus.alerts())
              .filter(alert -> alert.path("state").asText().equals("firing"))
              .toList();
      boolean watchdog = firing.stream().anyMatch(alert -> name(alert).equals("Watchdog"));
      findings.add(
          Finding.judged(
              "the Watchdog fires",
              watchdog,
              watchdog ? "alerts work" : "no alert would come",
              "docs/runbooks/Watchdog.md"));
      findings.add(of(firing, "critical", true));
      findings.add(of(firing, "warning", false));
      return findings;
    } catch (Trouble silent) {
      return List.of(Finding.judged("Prometheus answers", false, silent.getMessage(), START));
    }
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
