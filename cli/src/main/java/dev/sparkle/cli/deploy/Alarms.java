package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.monitoring.MonitoringCommand;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The alerts of a Prometheus: of one that is named, else of the installation's own monitoring where
 * it runs. Nobody may think that they are watched when they are not, so that is told.
 */
final class Alarms {

  /** What {@link #state} begins with when nobody watches. */
  static final String NOT_WATCHED = "not watched: ";

  private final Home home;
  private final MonitoringStack stack;
  private final Optional<URI> named;
  private final Consumer<String> told;
  private boolean silent;

  /**
   * Of an installation.
   *
   * @param prometheus null: the installation's own
   * @param told hears when Prometheus falls silent, and when it is heard again
   */
  Alarms(Home home, URI prometheus, Consumer<String> told) {
    this.home = home;
    this.stack = MonitoringCommand.stack(home);
    this.named = Optional.ofNullable(prometheus);
    this.told = told;
  }

  private Optional<URI> address() {
    return named.or(() -> stack.alerts() ? Optional.of(stack.prometheusAddress()) : named);
  }

  /** Who watches, or why nobody does; Prometheus is asked. */
  String state() {
    Optional<URI> address = address();
    if (address.isEmpty()) {
      return NOT_WATCHED
          + "./sparkle monitoring does not run here, and no other Prometheus is named (--prometheus"
          + " URL)";
    }
    try {
      new PrometheusApi(address.get()).alerts();
      return "watched: Prometheus at " + address.get();
    } catch (Trouble | IllegalArgumentException away) {
      return NOT_WATCHED + "Prometheus at " + address.get() + " does not answer";
    }
  }

  /**
   * One that is named must be there when something begins.
   *
   * @throws Trouble when it is not
   */
  void requireNamed() {
    if (named.isPresent() && state().startsWith(NOT_WATCHED)) {
      throw new Trouble(
          ExitCode.SERVICE,
          "Prometheus at " + named.get() + " does not answer.",
          "Give its address, such as --prometheus http://monitor:9090, or leave it out: then alerts"
              + " are not watched.");
    }
  }

  /** Critical alerts that fire; none where nobody watches. */
  Set<String> critical() {
    Set<String> names = new TreeSet<>();
    Optional<URI> address = address();
    if (address.isEmpty()) {
      return names;
    }
    try {
      for (JsonNode alert : new PrometheusApi(address.get()).alerts()) {
        if (alert.path("state").asText().equals("firing")
            && alert.at("/labels/severity").asText().equals("critical")) {
          names.add(alert.at("/labels/alertname").asText());
        }
      }
      heard(true, address.get());
    } catch (Trouble | IllegalArgumentException away) {
      // Prometheus is not what is deployed: that it is silent stops nothing
      heard(false, address.get());
    }
    return names;
  }

  private void heard(boolean answers, URI address) {
    if (answers == silent) {
      silent = !answers;
      told.accept(
          answers
              ? "alerts are watched again: Prometheus at " + address
              : "! alerts are " + NOT_WATCHED + "Prometheus at " + address + " does not answer");
    }
  }

  /** Has the nodes watched that are there now. */
  void follow() {
    if (stack.alerts()) {
      stack.watch(MonitoringCommand.targets(home));
    }
  }
}
