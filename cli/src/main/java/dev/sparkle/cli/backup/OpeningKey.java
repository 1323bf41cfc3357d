package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With what a backup that is there is opened. */
final class OpeningKey {

  @Mixin private KeyOption key = new KeyOption();

  @Option(
      names = "--unencrypted",
      description =
          "The backup was taken without --encrypt; else one that is not encrypted is refused when a"
              + " passphrase is given")
  private boolean unencrypted;

  /**
   * The key; null if the backup is not encrypted.
   *
   * @throws Trouble if there is no passphrase and one is needed; or if there is one and the backup
   *     is not encrypted: whoever can write to the folder can put a plain backup of his own making
   *     in the place of an encrypted one, and only the passphrase would show it
   */
  BackupKey of(Backup backup) {
    return of(backup, System.getenv());
  }

  BackupKey of(Backup backup, Map<String, String> environment) {
    Manifest manifest = backup.manifest();
    if (manifest.encrypted()) {
      return BackupKey.of(
          key.require(environment, "the backup " + backup.id()), manifest.encryption());
    }
    Optional<char[]> given = key.find(environment);
    if (given.isPresent() && !unencrypted) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "the backup "
              + backup.id()
              + " is not encrypted, and a passphrase is given: it may have been put in the place of"
              + " one that was.",
          "Use another one: ./sparkle backup list. If you know that it was taken without --encrypt:"
              + " --unencrypted");
    }
    return null;
  }
}
