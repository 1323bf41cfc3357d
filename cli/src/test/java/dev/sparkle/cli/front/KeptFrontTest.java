package dev.sparkle.cli.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFrontTest {

  @TempDir private Path root;

  private Home home;
  private Path record;

  @BeforeEach
  void anInstallation() {
    home = new Home(root);
    record = home.folder().resolve("front/front.json");
  }

  private void started(FrontSettings settings) {
    JsonFile.write(record, Front.Written.of(settings, FrontRecord.empty()));
  }

  private void node(String environment) {
    NodePorts ports = new NodePorts("127.0.0.1", 8080, 8443);
    new NodeRecord("node-1", ports, null, environment, "1", "", Map.of()).write(home);
  }

  @Test
  void isWantedFromItsStartUntilItIsTakenDownAndKeepsWhatItWasTold() {
    assertFalse(new KeptFront(home).wanted());
    assertFalse(Front.of(home).stop());
    assertFalse(Files.exists(record), "nothing is written of one that never was");
    FrontSettings settings = new FrontSettings("127.0.0.1", 8001, 8401, Optional.empty());
    started(settings);
    assertTrue(new KeptFront(home).wanted());
    assertFalse(Front.of(home).stop(), "it did not run");
    assertFalse(new KeptFront(home).wanted());
    assertEquals(Optional.of(settings), Front.of(home).listens());
  }

  @Test
  void saysWhenItRunsWithOtherSettingsThanAreGiven() {
    started(new FrontSettings("127.0.0.1", 8001, 8401, Optional.empty()));
    KeptFront front = new KeptFront(home);
    assertFalse(front.differsFrom(Map.of()));
    assertFalse(front.differsFrom(Map.of("SPARKLE_FRONT_PORT", "8001")));
    assertTrue(front.differsFrom(Map.of("SPARKLE_FRONT_PORT", "8000")));
    assertEquals(URI.create("http://localhost:8001"), front.address());
  }

  @Test
  void productionRefusesAnOpenInterfaceWithoutACertificate() {
    node("production");
    Trouble refused =
        assertThrows(
            Trouble.class,
            () ->
                new KeptFront(home)
                    .start(Map.of("SPARKLE_FRONT_HOST", "0.0.0.0"), Progress.SILENT));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertFalse(Files.exists(record));
    started(new FrontSettings("0.0.0.0", 8000, 8400, Optional.empty()));
    assertThrows(
        Trouble.class,
        () -> new KeptFront(home).start(Map.of(), Progress.SILENT),
        "nor as it was written down");
  }

  @Test
  void isNotStartedBeforeNothing() {
    Trouble refused =
        assertThrows(Trouble.class, () -> new KeptFront(home).start(Map.of(), Progress.SILENT));
    assertEquals(ExitCode.NOT_RUNNING, refused.exitCode());
  }
}
