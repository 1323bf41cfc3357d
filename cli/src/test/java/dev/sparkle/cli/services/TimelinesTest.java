package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Timelines.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelinesTest {

  /** At twelve it went back to ten, and at two to half past eleven, which had been left. */
  private static final Timelines TWICE =
      new Timelines(
          List.of(
              new Switch(2, at("10:00"), at("12:00")), new Switch(3, at("11:30"), at("14:00"))));

  @TempDir private Path archive;

  @Test
  void targetsTheTimelineThatWasWrittenToAtTheMoment() {
    assertEquals("current", TWICE.target(at("09:00")));
    assertEquals("current", TWICE.target(at("11:30")));
    assertEquals("2", TWICE.target(at("12:00")));
    assertEquals("2", TWICE.target(at("13:59")));
    assertEquals("3", TWICE.target(at("15:00")));
    assertEquals("current", new Timelines(List.of()).target(at("15:00")));
  }

  @Test
  void knowsFromWhichBaseAMomentCame() {
    assertTrue(TWICE.leadsTo(at("11:30"), at("11:00")));
    assertTrue(TWICE.leadsTo(at("13:00"), at("09:00")));
    assertFalse(TWICE.leadsTo(at("13:00"), at("11:00")), "left at ten");
    assertTrue(TWICE.leadsTo(at("13:00"), at("12:30")));
    assertTrue(TWICE.leadsTo(at("15:00"), at("11:00")), "went back to after it");
    assertFalse(TWICE.leadsTo(at("15:00"), at("12:30")), "of the second timeline");
    assertFalse(TWICE.leadsTo(at("15:00"), at("15:30")), "came later");
  }

  @Test
  void areNotedInTheArchive() throws IOException {
    assertEquals(List.of(), Timelines.of(archive).switches());
    TWICE.switches().forEach(each -> Timelines.add(archive, each));
    assertEquals(TWICE, Timelines.of(archive));
    Files.writeString(archive.resolve("switches"), "2 yesterday");
    assertThrows(Trouble.class, () -> Timelines.of(archive));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-26T" + time + ":00Z");
  }
}
