package dev.sparkle.cli.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of alerts, when the command is repeated. */
class StackSettingsTest {

  private static final String HOOK = "https://chat.example.org/hook?key=1";

  @TempDir Path folder;

  @Test
  void repeatingTheCommandSilencesNobody() {
    StackFiles files = new StackFiles(Checkout.MONITORING, folder);
    assertEquals(Optional.empty(), files.webhook());
    files.layOut(new StackPorts(1, 2, 3), settings(Optional.of(HOOK), files, Map.of()), List.of());
    files.layOut(new StackPorts(1, 2, 3), settings(Optional.empty(), files, Map.of()), List.of());
    assertEquals(Optional.of(HOOK), files.webhook());
  }

  @Test
  void theLatestWordCounts() {
    StackFiles files = new StackFiles(Checkout.MONITORING, folder);
    files.layOut(new StackPorts(1, 2, 3), settings(Optional.of(HOOK), files, Map.of()), List.of());
    Map<String, String> environment = Map.of("SPARKLE_ALERT_WEBHOOK_URL", "http://other");
    assertEquals(
        Optional.of("http://other"), settings(Optional.empty(), files, environment).webhook());
    assertEquals(Optional.empty(), settings(Optional.of("none"), files, environment).webhook());
  }

  private static StackSettings settings(
      Optional<String> wished, StackFiles files, Map<String, String> environment) {
    return StackSettings.of(environment, wished, files.webhook(), "docs/runbooks");
  }
}
