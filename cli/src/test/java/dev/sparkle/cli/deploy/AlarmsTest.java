package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsTest {

  private static final String FIRING =
      """
      {"status": "success", "data": {"alerts": [
        {"state": "firing", "labels": {"alertname": "NodeDown", "severity": "critical"}},
        {"state": "pending", "labels": {"alertname": "Slow", "severity": "critical"}},
        {"state": "firing", "labels": {"alertname": "Full", "severity": "warning"}}]}}
      """;

  @TempDir private Path root;

  private final List<String> told = new ArrayList<>();

  @Test
  void saysThatNobodyWatches() {
    Alarms alarms = new Alarms(new Home(root), null, told::add);
    assertTrue(alarms.state().startsWith(Alarms.NOT_WATCHED), alarms.state());
    assertEquals(Set.of(), alarms.critical());
    alarms.requireNamed();
    assertEquals(List.of(), told);
  }

  @Test
  void asksThePrometheusThatIsNamedAndSaysWhenItFallsSilent() throws IOException {
    HttpServer prometheus =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext(
        "/api/v1/alerts",
        exchange -> {
          byte[] body = FIRING.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    prometheus.start();
    URI address = URI.create("http://127.0.0.1:" + prometheus.getAddress().getPort());
    Alarms alarms = new Alarms(new Home(root), address, told::add);
    assertEquals("watched: Prometheus at " + address, alarms.state());
    assertEquals(Set.of("NodeDown"), alarms.critical());
    prometheus.stop(0);
    assertEquals(Set.of(), alarms.critical());
    assertEquals(Set.of(), alarms.critical());
    assertEquals(
        List.of("! alerts are not watched: Prometheus at " + address + " does not answer"), told);
    Trouble refused = assertThrows(Trouble.class, alarms::requireNamed);
    assertTrue(refused.getMessage().contains("does not answer"), refused.getMessage());
  }
}
