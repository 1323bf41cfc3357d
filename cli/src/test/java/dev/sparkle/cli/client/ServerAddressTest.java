package dev.sparkle.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {

  @TempDir private Path folder;

  @Test
  void prefersWhatIsNamedToWhatRunsHere() throws IOException {
    Path node = Files.createDirectories(folder.resolve("nodes/node-1"));
    Files.writeString(node.resolve("node.json"), "{\"ports\":{\"http\":8181,\"https\":8444}}");
    Map<String, String> environment = Map.of("SPARKLE_URL", "https://school.example/");
    assertEquals(find("http://localhost:9", environment), URI.create("http://localhost:9"));
    assertEquals(find(null, environment), URI.create("https://school.example"));
    assertEquals(find(null, Map.of()), URI.create("http://127.0.0.1:8181"));
  }

  @Test
  void fallsBackToTheUsualPort() {
    assertEquals(find(null, Map.of()), URI.create("http://127.0.0.1:8080"));
    assertEquals(
        find(null, Map.of("SPARKLE_HTTP_PORT", "8081")), URI.create("http://127.0.0.1:8081"));
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThrows(IllegalArgumentException.class, () -> find("localhost:8080", Map.of()));
  }

  private URI find(String given, Map<String, String> environment) {
    return ServerAddress.find(given, environment, folder);
  }
}
