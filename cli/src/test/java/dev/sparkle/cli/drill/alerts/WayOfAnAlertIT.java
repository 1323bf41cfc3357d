package dev.sparkle.cli.drill.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.monitoring.MonitoringStack;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a real Prometheus and Alertmanager to a receiver. */
@Tag("long") // 20 s, of which it waits 19
class WayOfAnAlertIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;

  @Test
  void theWatchdogAndAMissingWorkerArriveWithTheirRunbooks() throws Exception {
    MonitoringTools tools = MonitoringTools.provide(ROOT, Progress.SILENT);
    MonitoringStack stack =
        new MonitoringStack(ROOT.resolve("monitoring"), folder.resolve("stack"), StackPorts.free());
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      stack.configure(
          new StackSettings(
              Optional.of(receiver.url()), "https://x/runbooks", "https://x", 1, true),
          List.of(new Target("gone", "127.0.0.1:" + Ports.free(), true)));
      stack.startAlerting(tools);

      var watchdog = receiver.await("Watchdog", true, PATIENCE);
      var worker = receiver.await("WorkerDown", true, PATIENCE);

      assertTrue(watchdog.isPresent());
      assertEquals("https://x/runbooks/WorkerDown.md", worker.orElseThrow().runbook());
      assertEquals("Worker gone does not work", worker.orElseThrow().summary());
    } finally {
      stack.stop();
    }
  }
}
