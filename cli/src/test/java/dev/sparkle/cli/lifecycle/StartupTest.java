package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.services.NodePorts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is started after the machine went down in the middle of a deployment. */
class StartupTest {

  @TempDir private Path root;

  private Home home;

  @BeforeEach
  void aDeploymentIsUnderWay() {
    home = new Home(root);
    NodePorts first = new NodePorts("127.0.0.1", 8080, 8443);
    NodeRecord.foreign("node-1", first).running("a").write(home);
    NodeRecord.foreign("node-2", first.ofNode(2)).running("b").write(home);
    new Live("a", "1", "/wlp", List.of("node-1"), List.of(), "").write(home);
  }

  private void underway(String phase, int share) {
    Underway deployment = new Underway("b", List.of("node-1"), List.of("node-2"), phase, share);
    JsonFile.write(Underway.file(home), deployment);
  }

  /** Name and sources of what {@code up} would start. */
  private List<String> started(int nodes) {
    OperatorSettings settings = OperatorSettings.from(Map.of());
    return new Startup(
            home, new PlayedEntrance(), settings, "development", nodes, 0, Optional.empty())
        .nodes().stream().map(each -> each.name() + " " + each.sources()).toList();
  }

  @Test
  void nodesOnTrialAreLeftOut() {
    underway("SHIFTING", 50);
    assertEquals(List.of("node-1 release a"), started(1));
    assertEquals(List.of("node-1 release a", "node-3 release a"), started(2));
  }

  @Test
  void nodesThatWereBeingStoppedAreLeftOut() {
    underway("CLOSING", 100);
    new Live("b", "2", "/wlp", List.of("node-2"), List.of("a"), "").write(home);
    assertEquals(List.of("node-2 release b"), started(1));
  }

  @Test
  void theNewReleaseHasWonOnceTheOldNodesAreBeingStopped() {
    underway("CLOSING", 100);
    JsonFile.write(
        Live.releases(home).resolve("b/release.json"), Map.of("version", "2", "wlp", "/wlp"));
    assertEquals(List.of("node-2 release b"), started(1));
  }

  @Test
  void afterItsEndAllAreThereAgain() {
    underway("UNDONE", 0);
    assertEquals(List.of("node-1 release a", "node-2 release a"), started(2));
  }

  @Test
  void theSupervisorLeavesOutTheSame() {
    underway("SHIFTING", 50);
    List<String> log = new ArrayList<>();
    new Supervisor(home, new PlayedEntrance(), Clock.systemUTC(), Backoff.STANDARD, log::add)
        .look();
    assertEquals(List.of(), log.stream().filter(each -> each.startsWith("node-2 died")).toList());
    assertEquals(1, log.stream().filter(each -> each.startsWith("node-1 died")).count());
  }
}
