package dev.sparkle.cli.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What shows that a manifest is as it was written. Without a key it is a checksum: it finds a disk
 * that rots, and nobody who writes both anew. With a key it is an HMAC, which only who knows the
 * passphrase can make; and since the manifest holds the checksums of all parts, so are they.
 */
final class Seal {

  private Seal() {}

  /** The text of the file beside the manifest. */
  static String of(String manifest, BackupKey key) {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    return key == null
        ? "sha256 " + HexFormat.of().formatHex(sha256().digest(text)) + "\n"
        : "hmac-sha256 "
            + HexFormat.of().formatHex(BackupKey.mac(key.derive("manifest", new byte[0]), text))
            + "\n";
  }

  /** Whether it belongs to that manifest. */
  static boolean fits(String seal, String manifest, BackupKey key) {
    return MessageDigest.isEqual(
        seal.strip().getBytes(StandardCharsets.UTF_8),
        of(manifest, key).strip().getBytes(StandardCharsets.UTF_8));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
