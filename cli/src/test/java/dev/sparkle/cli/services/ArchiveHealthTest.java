package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveHealthTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String SEGMENT = "000000010000000000000007";

  @Test
  void isWellBeforeTheFirstFileAndAfterASuccess() {
    assertEquals(Optional.empty(), health(null, null, 0, 0).trouble());
    assertEquals(Optional.empty(), health(NOON, null, 1, 2).trouble());
    assertEquals(Optional.empty(), health(NOON, NOON.minusSeconds(60), 30, 300).trouble());
  }

  @Test
  void isUnwellWhenTheLastThingWasAFailure() {
    assertEquals(
        Optional.of(
            "PostgreSQL could not archive "
                + SEGMENT
                + " at 2026-11-26T12:00:00Z, and nothing since 2026-11-26T11:00:00Z."),
        health(NOON.minusSeconds(3600), NOON, 1, 2).trouble());
    assertEquals(
        Optional.of(
            "PostgreSQL could not archive "
                + SEGMENT
                + " at 2026-11-26T12:00:00Z, and nothing since its start."),
        health(null, NOON, 1, 2).trouble());
  }

  @Test
  void isUnwellWhenManyWaitOrOneDoesForLong() {
    assertEquals(
        Optional.of("files of changes wait to be archived: 31, the oldest for 9 s."),
        health(NOON, null, 31, 9).trouble());
    assertEquals(
        Optional.of("files of changes wait to be archived: 1, the oldest for 301 s."),
        health(NOON, null, 1, 301).trouble());
  }

  private static ArchiveHealth health(
      Instant archivedAt, Instant failedAt, long waiting, long seconds) {
    return new ArchiveHealth(
        archivedAt,
        failedAt,
        failedAt == null ? null : SEGMENT,
        waiting,
        Duration.ofSeconds(seconds));
  }
}
