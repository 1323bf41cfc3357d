package dev.sparkle.cli.drill.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AlertsDrillTest {

  private static final Map<String, AlertRules.Rule> RULES =
      Map.of("A", new AlertRules.Rule("critical", 0), "B", new AlertRules.Rule("warning", 0));

  private static void tell(WebhookReceiver receiver, String alert, String status)
      throws IOException, InterruptedException {
    String json =
        """
        {"alerts": [{"status": "%s", "labels": {"alertname": "%s"}, "annotations": {}}]}"""
            .formatted(status, alert);
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(receiver.url()))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.discarding());
  }

  @Test
  void makesConditionsPhaseByPhaseAndTakesThemAway() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      List<String> acts = new CopyOnWriteArrayList<>();
      List<Scenario> scenarios = new ArrayList<>();
      for (String alert : List.of("A", "B")) {
        scenarios.add(
            new Scenario(
                alert,
                alert.charAt(0),
                "",
                () -> {
                  acts.add("begin " + alert);
                  tell(receiver, alert, "firing");
                },
                () -> {
                  acts.add("end " + alert);
                  tell(receiver, alert, "resolved");
                }));
      }

      List<Result> results = drill(receiver, Duration.ofSeconds(10)).run(scenarios);

      assertEquals(List.of("begin A", "end A", "begin B", "end B"), acts);
      assertTrue(results.stream().allMatch(Result::passed), results.toString());
    }
  }

  @Test
  void takesAwayAConditionWhoseAlertNeverCame() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      List<String> acts = new CopyOnWriteArrayList<>();
      tell(receiver, "A", "firing"); // an older one does not count

      List<Result> results =
          drill(receiver, Duration.ofMillis(50))
              .run(List.of(new Scenario("A", 1, "", () -> {}, () -> acts.add("end"))));

      assertEquals(List.of("end"), acts);
      assertFalse(results.get(0).passed());
      assertEquals(OptionalDouble.empty(), results.get(0).fired());
    }
  }

  @Test
  void holdsCriticalOnesToAMinuteBeyondWhatMustLast() {
    OptionalDouble late = OptionalDouble.of(75);
    OptionalDouble soon = OptionalDouble.of(10);

    assertFalse(new Result("A", "critical", "", 10, late, soon, "").passed());
    assertTrue(new Result("A", "critical", "", 30, late, soon, "").passed());
    assertTrue(new Result("A", "warning", "", 10, late, soon, "").passed());
    assertFalse(new Result("A", "warning", "", 10, late, OptionalDouble.empty(), "").passed());
  }

  @Test
  void readsSeverityAndDurationOfEveryRule() {
    Map<String, AlertRules.Rule> rules =
        AlertRules.in(
            Path.of("").toAbsolutePath().getParent().resolve("monitoring/alerts/sparkle.yaml"));

    assertEquals(16, rules.size());
    assertEquals(new AlertRules.Rule("critical", 120), rules.get("WorkerDown"));
    assertEquals(new AlertRules.Rule("critical", 0), rules.get("SecurityBreachAttempt"));
  }

  private static AlertsDrill drill(WebhookReceiver receiver, Duration patience) {
    return new AlertsDrill(receiver, RULES, patience, words -> {}, result -> {});
  }
}
