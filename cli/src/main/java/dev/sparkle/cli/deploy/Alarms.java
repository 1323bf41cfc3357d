package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.monitoring.MonitoringCommand;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.Trouble;
import java.util.Set;
import java.util.TreeSet;

/** The alerts of the monitoring, where it runs. */
final class Alarms {

  private final Home home;
  private final MonitoringStack stack;

  Alarms(Home home) {
    this.home = home;
    this.stack = MonitoringCommand.stack(home);
  }

  boolean watched() {
    return stack.alerts();
  }

  /** Critical alerts that fire; none where nobody watches. */
  Set<String> critical() {
    Set<String> names = new TreeSet<>();
    if (!watched()) {
      return names;
    }
    try {
      for (JsonNode alert : new PrometheusApi(stack.prometheusAddress()).alerts()) {
        if (alert.path("state").asText().equals("firing")
            && alert.at("/labels/severity").asText().equals("critical")) {
          names.add(alert.at("/labels/alertname").asText());
        }
      }
    } catch (Trouble silent) {
      // Prometheus is not what is deployed: that it is silent stops nothing
      return names;
    }
    return names;
  }

  /** Has the nodes watched that are there now. */
  void follow() {
    if (watched()) {
      stack.watch(MonitoringCommand.targets(home));
    }
  }
}
