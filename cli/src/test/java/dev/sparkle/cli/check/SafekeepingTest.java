package dev.sparkle.cli.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.backup.Manifest;
import dev.sparkle.cli.services.ArchiveHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SafekeepingTest {

  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final Path FOLDER = Path.of("backups");

  @Test
  void aBackupOfLastNightIsFresh() {
    Finding finding = Safekeeping.backup(taken(Duration.ofHours(25)), FOLDER, NOW);

    assertTrue(finding.ok());
    assertTrue(finding.words().contains("25 h old"), finding.words());
  }

  @Test
  void aNightThatWasLeftOutIsTold() {
    Finding finding = Safekeeping.backup(taken(Duration.ofHours(27)), FOLDER, NOW);

    assertFalse(finding.ok());
    assertTrue(finding.todo().contains("./sparkle backup"), finding.todo());
  }

  @Test
  void noBackupIsTold() {
    Finding finding = Safekeeping.backup(Optional.empty(), FOLDER, NOW);

    assertFalse(finding.ok());
    assertTrue(finding.words().contains("none in backups"), finding.words());
  }

  @Test
  void anArchiveThatIsOffIsToldAndNotJudged() {
    assertNull(Safekeeping.archive(Optional.empty()).ok());
  }

  @Test
  void anArchiveThatFailsIsJudged() {
    ArchiveHealth well = new ArchiveHealth(NOW, null, null, 0, Duration.ZERO);
    ArchiveHealth failing = new ArchiveHealth(null, NOW, "0000A", 3, Duration.ofMinutes(1));

    assertTrue(Safekeeping.archive(Optional.of(well)).ok());
    Finding finding = Safekeeping.archive(Optional.of(failing));
    assertFalse(finding.ok());
    assertTrue(finding.words().contains("0000A"), finding.words());
  }

  private static Optional<Manifest> taken(Duration ago) {
    return Optional.of(
        new Manifest(
            1,
            "one",
            NOW.minus(ago),
            "0.1.0",
            17,
            "15",
            "0.7",
            "",
            "postgresql://a@b:1/c",
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            1));
  }
}
