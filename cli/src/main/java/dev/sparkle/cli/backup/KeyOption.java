package dev.sparkle.cli.backup;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the passphrase of an encrypted backup is. */
final class KeyOption {

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "The passphrase of an encrypted backup, in a file; else in the variable "
              + Passphrase.VARIABLE)
  private Path file;

  /** For a new backup. */
  BackupKey fresh() {
    return BackupKey.fresh(Passphrase.forNew(file, System.getenv()));
  }

  /** For one that is there; null if it is not encrypted. */
  BackupKey of(Backup backup) {
    Manifest manifest = backup.manifest();
    return manifest.encrypted()
        ? BackupKey.of(
            Passphrase.require(file, System.getenv(), "the backup " + backup.id()),
            manifest.encryption())
        : null;
  }
}
