package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.monitoring.PrometheusApi;
import java.util.ArrayList;
import java.util.List;

/** Which alerts fired in a time; that there were none counts only where somebody watched. */
final class AlertHistory {

  private static final String FIRED =
      "count by (alertname, severity) (count_over_time(ALERTS{alertstate=\"firing\","
          + "alertname!=\"Watchdog\"}[W]))";

  /** Of a look each minute, the share at which the Watchdog fired. */
  private static final String WATCHED =
      "100 * max(count_over_time(ALERTS{alertstate=\"firing\",alertname=\"Watchdog\"}[W:1m]))"
          + " / scalar(count_over_time(vector(1)[W:1m]))";

  private AlertHistory() {}

  static List<Finding> of(PrometheusApi prometheus, String window) {
    JsonNode watched = prometheus.query(WATCHED.replace("[W", "[" + window));
    return judge(
        prometheus.query(FIRED.replace("[W", "[" + window)),
        watched.isEmpty() ? 0 : watched.at("/0/value/1").asDouble(0));
  }

  /**
   * Judges.
   *
   * @param fired series by name and severity
   * @param watched for how much of the time the Watchdog fired, in percent
   */
  static List<Finding> judge(JsonNode fired, double watched) {
    List<String> critical = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode each : fired) {
      String name = each.at("/metric/alertname").asText();
      (each.at("/metric/severity").asText().equals("critical") ? critical : others).add(name);
    }
    boolean blind = watched <= 0;
    String seen =
        blind
            ? "not known: the Watchdog did not fire in that time"
            : "none; watched " + Figure.words(Math.min(100, watched), "% of the time");
    return List.of(
        Finding.judged(
            "critical alerts of the time",
            critical.size(),
            "",
            critical.isEmpty() && !blind,
            critical.isEmpty() ? seen : String.join(", ", critical),
            critical.isEmpty()
                ? "docs/runbooks/Watchdog.md"
                : "The runbooks of " + String.join(", ", critical) + " in docs/runbooks"),
        new Finding(
            "other alerts of the time",
            (double) others.size(),
            "",
            others.isEmpty() ? (blind ? "not known" : "none") : String.join(", ", others),
            null,
            ""));
  }
}
