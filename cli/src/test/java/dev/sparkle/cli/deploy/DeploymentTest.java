package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");

  private static Deployment begun() {
    return Deployment.begin("a", "b", false, List.of("node-1"), List.of("node-2"), NOW);
  }

  @Test
  void tellsToItsEndWhetherAlertsWereWatched() {
    Deployment one = begun().watching("not watched: nobody is there").become(Phase.PROVING, NOW);
    assertEquals("not watched: nobody is there", one.goBack("x", NOW).alerts());
  }

  @Test
  void goesThroughItsSharesToTheEnd() {
    Deployment one = begun().become(Phase.PROVING, NOW);
    assertEquals(List.of(10, 50, 100), one.sharesToCome());
    for (int share : one.sharesToCome()) {
      one = one.shift(share, NOW);
    }
    assertEquals(List.of(), one.sharesToCome());
    one = one.become(Phase.WATCHING, NOW).become(Phase.CLOSING, NOW).become(Phase.DONE, NOW);
    assertTrue(one.phase().over());
    assertEquals(8, one.events().size(), one.events().toString());
  }

  @Test
  void goesBackFromWhereverTheOldNodesAreStillThere() {
    for (Phase each : Phase.values()) {
      boolean there =
          List.of(Phase.STARTING, Phase.PROVING, Phase.SHIFTING, Phase.WATCHING).contains(each);
      assertEquals(there, each.mayBecome(Phase.GOING_BACK), each.name());
    }
    assertFalse(Phase.CLOSING.canGoBack());
    assertTrue(Phase.GOING_BACK.canGoBack());
  }

  @Test
  void keepsTheReasonAndGivesEverythingBack() {
    Deployment back =
        begun().become(Phase.PROVING, NOW).shift(50, NOW).goBack("errors: 9 of 10", NOW);
    assertEquals(0, back.share());
    assertEquals("errors: 9 of 10", back.become(Phase.UNDONE, NOW).reason());
  }

  @Test
  void refusesWhatIsNoMove() {
    assertThrows(IllegalStateException.class, () -> begun().become(Phase.DONE, NOW));
    assertThrows(IllegalStateException.class, () -> begun().shift(10, NOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> Deployment.begin("a", "b", false, List.of("node-1"), List.of("node-1"), NOW));
  }
}
