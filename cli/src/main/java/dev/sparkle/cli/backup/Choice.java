package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which backup is meant. */
final class Choice {

  private Choice() {}

  /**
   * By its folder, the manifest in it, or its name among the others.
   *
   * @param which null: the newest
   * @param directory null: the installation's own
   */
  static Backup of(String which, Path directory, Home home) {
    Backups backups = directory == null ? Backups.of(home) : Backups.in(directory);
    if (which == null) {
      return backups
          .latest()
          .orElseThrow(
              () ->
                  new Trouble(
                      ExitCode.USAGE,
                      "there is no backup in " + backups.directory() + ".",
                      "Take one with ./sparkle backup, or name a folder with --in DIR."));
    }
    Path named = Path.of(which);
    if (Files.isRegularFile(named) && named.endsWith(Backup.MANIFEST)) {
      return Backup.read(named.toAbsolutePath().getParent());
    }
    Path among = backups.directory().resolve(which);
    return Backup.read(
        !Files.isDirectory(named) && Files.isDirectory(among) ? among : named.toAbsolutePath());
  }
}
