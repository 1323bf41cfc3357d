package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OpeningKeyTest {

  private static final Map<String, String> GIVEN =
      Map.of("SPARKLE_BACKUP_PASSPHRASE", "a long passphrase");
  private static final Manifest.Encryption ENCRYPTED =
      new Manifest.Encryption("AES-256-GCM", "00ff", 1);

  @TempDir private Path folder;

  @Test
  void refusesAPlainBackupWhereAPassphraseIsGiven() throws IOException {
    Trouble refused = assertThrows(Trouble.class, () -> key().of(backup(null), GIVEN));
    assertTrue(refused.getMessage().contains("is not encrypted"), refused.getMessage());
    assertTrue(refused.exitCode() == ExitCode.DEGRADED);
    Path file = Files.writeString(folder.resolve("passphrase"), "a long passphrase\n");
    assertThrows(
        Trouble.class, () -> key("--passphrase-file", file.toString()).of(backup(null), Map.of()));
  }

  @Test
  void opensAPlainBackupWithoutAPassphraseOrWhenItIsSaidToBePlain() {
    assertNull(key().of(backup(null), Map.of()));
    assertNull(key("--unencrypted").of(backup(null), GIVEN));
  }

  @Test
  void opensAnEncryptedOneWithAPassphraseOnly() {
    assertNotNull(key().of(backup(ENCRYPTED), GIVEN));
    assertNotNull(key("--unencrypted").of(backup(ENCRYPTED), GIVEN));
    assertThrows(Trouble.class, () -> key("--unencrypted").of(backup(ENCRYPTED), Map.of()));
  }

  private static OpeningKey key(String... arguments) {
    return CommandLine.populateCommand(new OpeningKey(), arguments);
  }

  private Backup backup(Manifest.Encryption encryption) {
    Manifest manifest =
        new Manifest(
            1,
            "sparkle-1",
            Instant.parse("2026-11-26T12:00:00Z"),
            "0.1.0",
            16,
            "15.18",
            "0.8.0",
            "",
            "",
            "",
            encryption,
            List.of(),
            List.of(),
            List.of(),
            0);
    return new Backup(folder, manifest, manifest.text());
  }
}
