package dev.sparkle.cli.monitoring;

import java.util.Map;
import java.util.Optional;

/**
 * What of the configuration in {@code monitoring/} is a matter of the place.
 *
 * @param webhook who is told of alerts; empty: nobody
 * @param runbooks where the pages of docs/runbooks are read, without a slash at the end
 * @param dashboards Grafana's address, without a slash at the end
 * @param everySeconds between two scrapes and two evaluations
 * @param impatient whether rules are {@link Shortening shortened}
 */
public record StackSettings(
    Optional<String> webhook,
    String runbooks,
    String dashboards,
    int everySeconds,
    boolean impatient) {

  /**
   * Of an installation, from the environment.
   *
   * @param wished who is to be told, or {@code none}; empty: as the environment says, or as before
   * @param before who was told until now: to repeat the command must not silence alerts
   */
  static StackSettings of(
      Map<String, String> environment,
      Optional<String> wished,
      Optional<String> before,
      String docs) {
    return new StackSettings(
        wished
            .or(() -> given(environment, "SPARKLE_ALERT_WEBHOOK_URL"))
            .or(() -> before)
            .filter(url -> !url.equals("none")),
        given(environment, "SPARKLE_RUNBOOKS_URL").orElse(docs).replaceFirst("/$", ""),
        given(environment, "SPARKLE_GRAFANA_URL")
            .orElse("http://localhost:3000")
            .replaceFirst("/$", ""),
        10,
        false);
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
