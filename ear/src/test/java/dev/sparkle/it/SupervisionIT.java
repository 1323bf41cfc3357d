package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.SupervisorProcess;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that dies comes back by itself; one that was stopped does not. */
@Tag("long")
class SupervisionIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "worker-1";

  private Home home;
  private LibertyNode node;
  private SupervisorProcess supervisor;

  @BeforeEach
  void up() throws IOException {
    home = new Home(Lab.ownHome("supervised"));
    supervisor = new SupervisorProcess(home);
    node = Lab.recordedNode(home, NAME, Lab.settings(Map.of("SPARKLE_ROLES", "worker")));
    node.awaitReady(PATIENCE, words -> {});
    assertTrue(supervisor.start());
  }

  @AfterEach
  void down() {
    supervisor.stop();
    node.delete();
  }

  @Test
  void startsAKilledNodeAgainAsItWasAndLeavesAStoppedOneAlone() {
    Await.until(PATIENCE, this::log, log -> log.contains(NAME + " is watched."));
    long before = node.pid().orElseThrow();
    Map<String, String> given = node.environment().orElseThrow();

    node.kill();
    Await.until(PATIENCE, node::running, running -> running);
    node.awaitReady(PATIENCE, words -> {});

    assertNotEquals(before, node.pid().orElseThrow());
    assertEquals(given, node.environment().orElseThrow());
    assertEquals(503, Http.get(node, "/").status(), "its role is as it was");
    Await.until(PATIENCE, this::log, log -> log.contains(NAME + " is ready"));

    assertFalse(supervisor.start(), "one is enough");
    node.stop(Duration.ofSeconds(30));
    Await.until(PATIENCE, this::log, log -> log.contains("was stopped on purpose"));
    assertFalse(node.running());
    assertTrue(supervisor.stop());
    assertTrue(supervisor.running().isEmpty());
  }

  private String log() {
    Path log = home.supervisor().resolve("supervisor.log");
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
