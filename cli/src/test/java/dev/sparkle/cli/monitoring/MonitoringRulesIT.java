package dev.sparkle.cli.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alert rules and routes by Prometheus' and Alertmanager's own tools, and by a live Alertmanager.
 */
class MonitoringRulesIT {

  private static final Path ALERTS = Checkout.MONITORING.resolve("alerts");
  private static final Path ROUTES = Checkout.MONITORING.resolve("alertmanager/alertmanager.yml");

  private static MonitoringTools tools;

  @TempDir private Path folder;

  @BeforeAll
  static void provide() {
    tools = MonitoringTools.provide(Checkout.ROOT, Progress.SILENT);
  }

  private static String run(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Invocation.Outcome outcome = Invocation.of(command).run();
    assertEquals(0, outcome.exit(), outcome.text());
    return outcome.text();
  }

  @Test
  void configurationsAreValid() {
    run(
        tools.promtool(),
        List.of(
            "check",
            "config",
            Checkout.MONITORING.resolve("prometheus/prometheus.yml").toString()));
    run(tools.amtool(), List.of("check-config", ROUTES.toString()));
  }

  /** Each rule fires, does not fire, and resolves. */
  @Test
  void rulesDoAsTheirTestsSay() {
    List<Path> tests = Checkout.files(ALERTS.resolve("tests"), ".yaml");
    Set<String> tested = new TreeSet<>();
    for (Path test : tests) {
      String name = test.getFileName().toString().replace(".yaml", "");
      tested.add(name);
      String text = Checkout.read(test);
      assertTrue(
          name.equals("Watchdog")
              || (text.contains("exp_alerts: []") && text.contains("- exp_labels:")),
          name + " is not seen both firing and silent");
    }
    assertEquals(Checkout.alerts(), tested);

    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    tests.forEach(test -> arguments.add(test.toString()));
    run(tools.promtool(), arguments);
  }

  /** Shortened for the drill, they are still rules. */
  @Test
  void shortenedRulesAreValid() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check", "rules"));
    for (Path rules : Checkout.files(ALERTS, ".yaml")) {
      Path shorter = folder.resolve(rules.getFileName());
      Files.writeString(shorter, Shortening.of(Checkout.read(rules)));
      arguments.add(shorter.toString());
    }
    run(tools.promtool(), arguments);
  }

  @Test
  void queriesOfRunbooksAndDashboardsAreValid() throws IOException {
    StringBuilder rules = new StringBuilder("groups: [{name: queries, rules: [\n");
    int number = 0;
    List<String> queries = new ArrayList<>();
    for (Path page : Checkout.files(Checkout.RUNBOOKS, ".md")) {
      for (String block : Checkout.blocks(Checkout.read(page), "promql")) {
        queries.addAll(block.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList());
      }
    }
    for (Path file : Checkout.files(Checkout.MONITORING.resolve("grafana/dashboards"), ".json")) {
      DashboardQueries.of(new ObjectMapper().readTree(file.toFile())).stream()
          .filter(query -> query.language() == DashboardQueries.Language.PROMQL)
          .forEach(query -> queries.add(query.text()));
    }
    assertTrue(queries.size() > 40, "only " + queries.size());
    for (String query : queries) {
      rules.append("{record: \"q").append(number++).append("\", expr: ");
      rules.append(new ObjectMapper().writeValueAsString(query)).append("},\n");
    }
    Path file = folder.resolve("queries.yaml");
    Files.writeString(file, rules.append("]}]\n").toString());
    run(tools.promtool(), List.of("check", "rules", file.toString()));
  }

  @Test
  void alertsGoToTheirReceivers() {
    assertRoute("critical", "alertname=DatabaseDown", "severity=critical");
    assertRoute("warning", "alertname=DeadLetters", "severity=warning");
    assertRoute("watchdog", "alertname=Watchdog", "severity=none");
  }

  private static void assertRoute(String receiver, String... labels) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "config",
                "routes",
                "test",
                "--config.file=" + ROUTES,
                "--verify.receivers=" + receiver));
    arguments.addAll(List.of(labels));
    run(tools.amtool(), arguments);
  }

  /** What a live one makes of alerts: groups, effects that are not told, and silences. */
  @Test
  void groupsAndInhibitsAndSilences() throws IOException, InterruptedException {
    MonitoringStack stack =
        new MonitoringStack(Checkout.MONITORING, folder.resolve("stack"), StackPorts.free());
    stack.configure(
        new StackSettings(Optional.empty(), "docs/runbooks", "http://localhost:3000", 10, false),
        List.of());
    try {
      stack.startAlertmanager(tools);
      URI address = stack.alertmanagerAddress();
      for (String node : List.of("a", "b")) {
        amtool(address, "alert", "add", "DatabaseDown", "severity=critical", "node=" + node);
      }
      amtool(address, "alert", "add", "WorkerDown", "severity=critical", "node=a");
      amtool(address, "alert", "add", "DeadLetters", "severity=warning", "queue=ingest");
      amtool(address, "alert", "add", "TaskRetryRate", "severity=warning", "type=mail");
      amtool(address, "alert", "add", "AnswersErrorBudgetBurn", "severity=warning", "window=3d");

      assertEquals(Set.of("DatabaseDown", "DeadLetters"), names(active(address)));

      amtool(
          address,
          "silence",
          "add",
          "--author=test",
          "--comment=known",
          "--duration=1h",
          "alertname=DeadLetters");
      assertEquals(Set.of("DatabaseDown"), names(active(address)));

      JsonNode groups = get(address, "/api/v2/alerts/groups");
      long ofDatabase = 0;
      for (JsonNode group : groups) {
        if (group.at("/labels/alertname").asText().equals("DatabaseDown")) {
          ofDatabase++;
          assertEquals(2, group.path("alerts").size());
          assertEquals("critical", group.at("/receiver/name").asText());
        }
      }
      assertEquals(1, ofDatabase, groups.toString());
    } finally {
      stack.stop();
    }
  }

  private static void amtool(URI address, String... words) {
    List<String> arguments = new ArrayList<>(List.of("--alertmanager.url=" + address));
    arguments.addAll(List.of(words));
    run(tools.amtool(), arguments);
  }

  private static JsonNode active(URI address) throws IOException, InterruptedException {
    return get(address, "/api/v2/alerts?active=true&inhibited=false&silenced=false");
  }

  private static JsonNode get(URI address, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static Set<String> names(JsonNode alerts) {
    Set<String> names = new TreeSet<>();
    alerts.forEach(alert -> names.add(alert.at("/labels/alertname").asText()));
    return names;
  }
}
