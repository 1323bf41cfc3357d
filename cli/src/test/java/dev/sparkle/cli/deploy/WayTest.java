package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.lifecycle.Fleet;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.lifecycle.Underway;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WayTest {

  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");

  private static final NodePorts PORTS = new NodePorts("127.0.0.1", 8080, 8443);

  @TempDir private Path root;

  private static Release release(String id) {
    return new Release(id, "1", "", "/wlp", "", List.of(), NOW.toString());
  }

  @Test
  void whatRunsIsLiveBeforeTheFirstDeploymentBegins() {
    Home home = new Home(root);
    NodeRecord node = NodeRecord.foreign("node-1", PORTS);
    Way.standing(home, release("a"), List.of(node), NOW);
    assertEquals(
        new Live("a", "1", "/wlp", List.of("node-1"), List.of(), NOW.toString()),
        Live.read(home).orElseThrow());
    assertEquals("release a", NodeRecord.all(home).get(0).sources());
    Way.standing(home, release("b"), List.of(node), NOW);
    assertEquals("a", Live.read(home).orElseThrow().release(), "what is written stays");
  }

  @Test
  void aNodeThatTookTheNameOfANewOneIsNotTakenForIt() {
    Home home = new Home(root);
    NodeRecord.foreign("node-2", PORTS.ofNode(2)).running("a").write(home);
    Deployment plan = Deployment.begin("a", "b", false, List.of("node-1"), List.of("node-2"), NOW);
    NodesGround ground =
        new NodesGround(
            Fleet.without(home),
            Front.of(home),
            plan,
            release("b"),
            release("a"),
            List.of(),
            new Alarms(home, null, words -> {}),
            words -> {},
            Clock.systemUTC());
    List<Runnable> moves =
        List.of(ground::startNew, ground::proveNew, () -> ground.share(10), ground::makeLive);
    for (Runnable move : moves) {
      Trouble trouble = assertThrows(Trouble.class, move::run);
      assertTrue(trouble.getMessage().startsWith("node-2 does not run b"), trouble.getMessage());
    }
  }

  @Test
  void othersReadWhatADeploymentWrites() {
    Home home = new Home(root);
    Deployment plan = Deployment.begin("a", "b", false, List.of("node-1"), List.of("node-2"), NOW);
    new DeploymentFile(home).write(plan.become(Phase.PROVING, NOW).shift(10, NOW));
    assertEquals(
        new Underway("b", List.of("node-1"), List.of("node-2"), "SHIFTING", 10),
        Underway.read(home).orElseThrow());
    new DeploymentFile(home).write(plan.goBack("x", NOW).become(Phase.UNDONE, NOW));
    assertTrue(Underway.read(home).isEmpty());
  }
}
