package dev.sparkle.cli.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  /** For one that is there; empty if none is given. */
  Optional<char[]> find(Map<String, String> environment) {
    return Passphrase.find(file, environment);
  }

  /** As {@link #find}, for one that cannot be opened without. */
  char[] require(Map<String, String> environment, String what) {
    return Passphrase.require(file, environment, what);
  }
}
