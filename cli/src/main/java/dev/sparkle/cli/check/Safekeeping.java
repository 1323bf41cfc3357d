package dev.sparkle.cli.check;

import dev.sparkle.cli.backup.Manifest;
import dev.sparkle.cli.services.ArchiveHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What would be lost today: how old the newest backup is, and whether changes are archived. */
final class Safekeeping {

  /** A day, and the hours by which a nightly backup may be late. */
  private static final Duration OLDEST = Duration.ofHours(26);

  private Safekeeping() {}

  /** The newest backup of a folder. */
  static Finding backup(Optional<Manifest> newest, Path folder, Instant now) {
    if (newest.isEmpty()) {
      return Finding.judged(
          "newest backup",
          false,
          "none in " + folder,
          "./sparkle backup; those that are elsewhere: check daily --backups DIR; docs/backup.md");
    }
    Duration age = Duration.between(newest.get().takenAt(), now);
    return Finding.judged(
        "newest backup",
        Math.max(0, age.toMinutes() / 60.0),
        "h",
        age.compareTo(OLDEST) <= 0,
        newest.get().id() + ", " + Math.max(0, age.toHours()) + " h old",
        "Nothing since can be brought back: ./sparkle backup, and look at its timer;"
            + " docs/backup.md");
  }

  /** The archive of changes; empty if there is none: then a backup's age is all there is. */
  static Finding archive(Optional<ArchiveHealth> health) {
    if (health.isEmpty()) {
      return new Finding(
          "archive of changes", null, "", "off: what came after the backup is lost", null, "");
    }
    Optional<String> trouble = health.get().trouble();
    return Finding.judged(
        "archive of changes",
        trouble.isEmpty(),
        trouble.orElse("archived, last at " + health.get().archivedAt()),
        "Look at ./sparkle backup archive and the disk of the archive; docs/backup.md");
  }
}
