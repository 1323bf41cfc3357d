package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.monitoring.StackPorts;
import dev.sparkle.cli.monitoring.StackSettings;
import dev.sparkle.cli.monitoring.Target;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees on Prometheus' own page of alerts when a node is gone. */
@Tag("long") // the alert waits before it fires
class AlertPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void showsTheAlertsOfANodeThatIsGone() throws Exception {
    Path root = Path.of(System.getProperty("sparkle.root"));
    MonitoringTools tools = MonitoringTools.provide(root, Progress.SILENT);
    MonitoringStack stack =
        new MonitoringStack(root.resolve("monitoring"), folder.resolve("stack"), StackPorts.free());
    try (Browser browser = new Browser()) {
      stack.configure(
          new StackSettings(Optional.empty(), "https://x/runbooks", "https://x", 1, true),
          List.of(new Target("gone", "127.0.0.1:" + Ports.free(), true)));
      stack.startAlerting(tools);
      PrometheusApi prometheus = new PrometheusApi(stack.prometheusAddress());
      Await.until(PATIENCE, () -> fires(prometheus, "WorkerDown"), fires -> fires);

      Page page = browser.desk();
      page.navigate(stack.prometheusAddress().resolve("/classic/alerts").toString());
      page.getByText("WorkerDown").first().waitFor();
      LearnerPage.keepPicture(page, "prometheus-alerts");

      String shown = page.content();
      assertTrue(
          shown.contains("LatencyP95") && shown.contains("Watchdog"), "the others are listed too");
      assertEquals(0, page.locator("text=/error loading|unexpected response/i").count());
    } finally {
      stack.stop();
    }
  }

  private static boolean fires(PrometheusApi prometheus, String alert) {
    return StreamSupport.stream(prometheus.alerts().spliterator(), false)
        .anyMatch(
            each ->
                each.at("/labels/alertname").asText().equals(alert)
                    && each.path("state").asText().equals("firing"));
  }
}
