package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.PostgresArchive.Base;
import dev.sparkle.cli.services.Timelines;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRestoringTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Timelines NEVER_BACK = new Timelines(List.of());
  private static final Base MORNING = new Base(Path.of("a"), NOON.minusSeconds(7200));
  private static final Base LATE = new Base(Path.of("b"), NOON.minusSeconds(60));

  @Test
  void beginsWithTheNewestBaseThatWasWholeByThen() {
    List<Base> bases = List.of(LATE, MORNING);
    assertEquals(LATE, TimeRestoring.base(bases, NEVER_BACK, NOON.minusSeconds(60), NOON));
    assertEquals(MORNING, TimeRestoring.base(bases, NEVER_BACK, NOON.minusSeconds(61), NOON));
  }

  @Test
  void passesOverABaseOfATimeThatWasLeft() {
    // at noon the database went back to an hour before: the late base is of what was left
    Timelines back = new Timelines(List.of(new Timelines.Switch(2, NOON.minusSeconds(3600), NOON)));
    List<Base> bases = List.of(LATE, MORNING);
    Instant evening = NOON.plusSeconds(3600);
    assertEquals(MORNING, TimeRestoring.base(bases, back, evening, evening));
    assertEquals(LATE, TimeRestoring.base(bases, back, NOON.minusSeconds(1), evening));
  }

  @Test
  void refusesAMomentWithoutABaseAndOneToCome() {
    List<Base> bases = List.of(LATE, MORNING);
    Trouble early =
        assertThrows(
            Trouble.class,
            () -> TimeRestoring.base(bases, NEVER_BACK, NOON.minusSeconds(7201), NOON));
    assertTrue(early.remedy().contains(MORNING.at().toString()), early.remedy());
    assertThrows(
        Trouble.class, () -> TimeRestoring.base(bases, NEVER_BACK, NOON.plusSeconds(1), NOON));
    assertThrows(Trouble.class, () -> TimeRestoring.base(List.of(), NEVER_BACK, NOON, NOON));
  }
}
