package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.WorkLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entrance is started again when it died, and left alone when it was taken down. */
class EntranceSupervisionTest {

  @TempDir private Path root;

  private final Moving clock = new Moving();
  private final List<String> log = new ArrayList<>();
  private final PlayedEntrance entrance = new PlayedEntrance();
  private Home home;
  private Supervisor supervisor;

  private static final class Moving extends Clock {
    private Instant now = Instant.parse("2026-11-26T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void aNodeIsThere() {
    home = new Home(root);
    NodeRecord.foreign("node-1", new NodePorts("127.0.0.1", 8080, 8443)).write(home);
    // node-1 does not run, and belongs to a deployment: only the entrance is of interest
    JsonFile.write(
        Underway.file(home), new Underway("b", List.of(), List.of("node-1"), "STARTING", 0));
    supervisor = new Supervisor(home, entrance, clock, Backoff.STANDARD, log::add);
  }

  private void lookAfter(Duration wait) {
    clock.now = clock.now.plus(wait);
    supervisor.look();
  }

  private SupervisionRecord.Entry noted() {
    return SupervisionRecord.read(home).orElseThrow().entrance();
  }

  @Test
  void oneThatDiedIsStartedAgain() {
    entrance.wanted = true;
    entrance.runs = true;
    lookAfter(Duration.ZERO);
    entrance.runs = false;
    lookAfter(Duration.ofSeconds(1));
    assertEquals(0, entrance.starts, "it waits");
    assertEquals("waiting", noted().state());
    lookAfter(Duration.ofSeconds(1));
    assertEquals(1, entrance.starts);
    lookAfter(Duration.ofSeconds(1));
    assertEquals("running", noted().state());
    assertEquals(1, noted().restarts());
    assertTrue(log.contains("HAProxy died (killed). It is started again in 1 s."), log.toString());
  }

  @Test
  void oneThatCannotBeStartedIsTriedLessAndLess() {
    entrance.wanted = true;
    entrance.refuses = true;
    for (int second = 0; second < 16; second++) {
      lookAfter(Duration.ofSeconds(1));
    }
    assertEquals(4, entrance.starts, "after 1, 2, 4 and 8 s");
    assertEquals("port 8000 is taken", noted().reason());
  }

  @Test
  void oneThatWasTakenDownIsLeftAlone() {
    lookAfter(Duration.ZERO);
    assertEquals(0, entrance.starts);
    entrance.wanted = true;
    entrance.runs = true;
    lookAfter(Duration.ofSeconds(1));
    entrance.wanted = false;
    entrance.runs = false;
    lookAfter(Duration.ofSeconds(1));
    lookAfter(Duration.ofMinutes(1));
    assertEquals(0, entrance.starts);
    assertNull(noted());
  }

  @Test
  void whileAnUpIsAtWorkItDecides() {
    entrance.wanted = true;
    try (WorkLock up = WorkLock.await(home.lock())) {
      up.hold();
      Thread other =
          new Thread(
              () -> {
                lookAfter(Duration.ofSeconds(1));
                lookAfter(Duration.ofSeconds(2));
              });
      other.start();
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertEquals(0, entrance.starts);
  }
}
