package dev.sparkle.cli.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules and dashboards ask for what the list of metrics names. */
class MonitoringFilesTest {

  /** Names that stand before a brace, a bracket or an end, and are no function or label. */
  private static final String SELECTED =
      "(?<![\\w:\"=~(,] )\\b([a-z]+(?:_[a-zA-Z]+)+|up)(?=\\{|\\[|\\s*(?:[<>=!+*/-]|and|or|\\)|$))";

  /** Names of recorded figures, labels and their values. */
  private static final String OTHER_WORDS =
      "sparkle:[\\w:]+|\\b(?:by|on|group_left) \\([^)]*\\)|\\{[^}]*}|\"[^\"]*\"";

  private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

  private static Set<String> listed() {
    Set<String> names =
        Checkout.all("`(\\w+)`", tables(Checkout.read(Checkout.ROOT.resolve("docs/metrics.md"))));
    Set<String> all = new TreeSet<>(names);
    for (String name : names) {
      List.of("_bucket", "_count", "_sum", "_max").forEach(part -> all.add(name + part));
    }
    return all;
  }

  /** The first cells of rows. */
  private static String tables(String page) {
    return String.join(
        "\n", page.lines().filter(l -> l.startsWith("| `")).map(l -> l.split("\\|")[1]).toList());
  }

  private static void assertListed(String where, String expression) {
    for (String name : Checkout.all(SELECTED, expression.replaceAll(OTHER_WORDS, ""))) {
      assertTrue(
          listed().contains(name) || OF_PROMETHEUS.contains(name),
          where + " asks for " + name + ", which docs/metrics.md does not list");
    }
  }

  @Test
  void rulesAskForMetricsThatAreListed() {
    for (Path file : Checkout.files(Checkout.MONITORING.resolve("alerts"), ".yaml")) {
      String text = Checkout.read(file);
      Checkout.all("(?s)expr: (?:\\|\\n)?(.*?)(?=\\n\\s+(?:for|labels|- record|- alert)|$)", text)
          .forEach(expression -> assertListed(file.getFileName().toString(), expression));
    }
  }

  @Test
  void dashboardsAskForMetricsThatAreListedAndNothingFromTheNet() throws IOException {
    List<Path> dashboards =
        Checkout.files(Checkout.MONITORING.resolve("grafana/dashboards"), ".json");
    assertEquals(6, dashboards.size());
    for (Path file : dashboards) {
      JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
      assertEquals(file.getFileName().toString(), dashboard.path("uid").asText() + ".json");
      assertTrue(dashboard.path("gnetId").isMissingNode() || dashboard.path("gnetId").isNull());
      assertFalse(dashboard.path("panels").isEmpty());
      for (DashboardQueries.Query query : DashboardQueries.of(dashboard)) {
        if (query.language() == DashboardQueries.Language.PROMQL) {
          assertListed(file.getFileName() + ", " + query.panel(), query.text());
        }
      }
    }
  }

  @Test
  void shortenedRulesKeepTheirThresholds() {
    String rules =
        """
              - alert: A
                expr: sum(increase(a[1m])) > 100 and rate(b[1h] offset 10m) < 0.5 * rate(b[15m])
                for: 2m
        """;

    assertEquals(
        """
              - alert: A
                expr: sum(increase(a[1m])) > 100 and rate(b[360s] offset 60s) < 0.5 * rate(b[90s])
                for: 10s
        """,
        Shortening.of(rules).replace("[60s]", "[1m]"));
  }
}
