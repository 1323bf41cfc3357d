package dev.sparkle.cli.monitoring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.Sparkle;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert has a page, and what a page says to type can be typed. */
class RunbooksTest {

  private static final List<String> PARTS =
      List.of("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");

  static Set<String> alerts() {
    return Checkout.alerts();
  }

  private static String page(String alert) {
    return Checkout.read(Checkout.RUNBOOKS.resolve(alert + ".md"));
  }

  @Test
  void thereAreFifteenAlertsBesideWatchdogAndObjectives() {
    Set<String> alerts = Checkout.alerts();
    alerts.removeIf(name -> name.equals("Watchdog") || name.endsWith("ErrorBudgetBurn"));

    assertEquals(15, alerts.size(), alerts.toString());
  }

  @Test
  void theListNamesEveryAlertsPage() {
    String list = page("README");

    for (String alert : alerts()) {
      assertTrue(list.contains("](" + alert + ".md)"), alert);
    }
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void hasItsPageWithAllParts(String alert) {
    assertTrue(Files.exists(Checkout.RUNBOOKS.resolve(alert + ".md")), alert);
    String page = page(alert);
    int last = -1;
    for (String part : PARTS) {
      int at = page.indexOf(part + "\n");
      assertTrue(at > last, alert + " lacks " + part + ", or it is out of order");
      last = at;
    }
    assertFalse(Checkout.blocks(page, "sh runnable").isEmpty(), alert + " has nothing to run");
    assertFalse(Checkout.blocks(page, "promql").isEmpty(), alert + " has no query");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void saysOnlyWhatTheCommandUnderstands(String alert) {
    for (String block : Checkout.blocks(page(alert), "sh runnable")) {
      for (String line : block.lines().filter(l -> l.startsWith("./sparkle ")).toList()) {
        List<String> words = words(line.replaceFirst("\\s+#.*", "").replaceFirst("\\s*\\|.*", ""));
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        assertDoesNotThrow(() -> Sparkle.commandLine().parseArgs(arguments), alert + ": " + line);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void tellsWhereToReadAndLook(String alert) {
    List<String> rules =
        Checkout.rules().stream().filter(r -> r.startsWith("- alert: " + alert + "\n")).toList();
    for (String rule : rules) {
      assertTrue(
          rule.contains("runbook_url: '{{ $externalLabels.runbooks }}/" + alert + ".md'"), rule);
      assertTrue(rule.matches("(?s).*severity: (critical|warning|none)\\n.*"), rule);
      assertTrue(rule.contains("summary: '") && rule.contains("description: '"), rule);
      String dashboard = rule.replaceFirst("(?s).*dashboards }}/d/([\\w-]+)'.*", "$1");
      assertTrue(
          Checkout.files(Checkout.MONITORING.resolve("grafana/dashboards"), ".json").stream()
              .anyMatch(f -> f.getFileName().toString().equals(dashboard + ".json")),
          alert + " names the dashboard " + dashboard);
    }
  }

  /** As a shell splits it; our pages quote with ' and ". */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    var parts = java.util.regex.Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(line);
    while (parts.find()) {
      words.add(
          parts.group(1) != null
              ? parts.group(1)
              : parts.group(2) != null ? parts.group(2) : parts.group(3));
    }
    return words;
  }
}
