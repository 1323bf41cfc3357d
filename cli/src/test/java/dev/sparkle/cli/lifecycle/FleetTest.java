package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {

  private static final NodePorts OLD = new NodePorts("0.0.0.0", 8080, 8443, "10.0.0.5");

  @TempDir private Path root;

  private NodeSettings production(Map<String, String> further) {
    return new NodeSettings(
        new DatabaseAddress("127.0.0.1", 15432, "sparkle", "sparkle", "pw"),
        "redis://127.0.0.1:16379/0",
        root.resolve("keys"),
        "production",
        further);
  }

  /** What node-2 gets beside a node-1 that was started with these. */
  private Map<String, String> beside(Map<String, String> further, Map<String, String> kept) {
    Map<String, String> old = production(further).variables("node-1", OLD);
    return production(Fleet.shared(old, OLD, OLD, kept)).variables("node-2", OLD.ofNode(2));
  }

  @Test
  void aNewNodeListensOnItsOwnDoors() {
    Map<String, String> fresh = beside(Map.of("SPARKLE_DB_POOL", "9"), Map.of());

    assertEquals("8113", fresh.get("SPARKLE_MANAGEMENT_PORT"));
    assertEquals("8476", fresh.get("SPARKLE_MANAGEMENT_HTTPS_PORT"));
    assertEquals("8081", fresh.get("SPARKLE_OPERATIONS_PORT"));
    assertEquals("10.0.0.5", fresh.get("SPARKLE_OPERATIONS_HOST"));
    assertEquals("node-2", fresh.get("SPARKLE_NODE"));
    assertEquals("9", fresh.get("SPARKLE_DB_POOL"));
  }

  @Test
  void thePortOfOperatorsStaysOfItsKind() {
    Map<String, String> http = Map.of("SPARKLE_OPERATIONS_PORT", "http");
    assertEquals("8081", beside(http, Map.of()).get("SPARKLE_OPERATIONS_PORT"));
    Map<String, String> first = Map.of("SPARKLE_OPERATIONS_PORT", "8080");
    assertEquals("8081", beside(Map.of(), first).get("SPARKLE_OPERATIONS_PORT"));
    Map<String, String> https = Map.of("SPARKLE_OPERATIONS_PORT", "https");
    assertThrows(Trouble.class, () -> beside(https, Map.of()), "learners come by that one");
  }

  @Test
  void newNodesHaveTheInterfacesOfThoseThatRun() {
    int http = Ports.free();
    int https = Ports.free();
    NodeRecord old =
        new NodeRecord(
            "node-2",
            new NodePorts("127.0.0.2", http, https, "127.0.0.3"),
            "web",
            "production",
            "1",
            "release a",
            Map.of());
    old.write(new Home(root));
    Fleet fleet = Fleet.without(new Home(root));

    NodeRecord named = fleet.named(List.of("node-4"), List.of(old), "2", "release b").get(0);
    assertEquals(new NodePorts("127.0.0.2", http + 2, https + 2, "127.0.0.3"), named.ports());
    NodeRecord beside = fleet.beside(List.of(old), "2", "release b").get(0);
    assertEquals("127.0.0.3", beside.ports().inside());
    assertFalse(beside.name().equals("node-2"));
  }
}
