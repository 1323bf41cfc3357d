package dev.sparkle.cli.backup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that a passphrase makes, and the keys that are made of it: one for each part, one for the
 * seal of the manifest.
 */
final class BackupKey {

  /** What OWASP's Password Storage Cheat Sheet names for PBKDF2 with HMAC-SHA-256. */
  static final int ROUNDS = 600_000;

  private static final int SALT_BYTES = 16;
  private static final int KEY_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] master;
  private final Manifest.Encryption described;

  private BackupKey(byte[] master, Manifest.Encryption described) {
    this.master = master;
    this.described = described;
  }

  /** A new one, of a new salt. */
  static BackupKey fresh(char[] passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return of(
        passphrase,
        new Manifest.Encryption(
            "AES-256-GCM in authenticated pieces of 64 KiB; key by PBKDF2-HMAC-SHA256",
            HexFormat.of().formatHex(salt),
            ROUNDS));
  }

  /** The one that a backup was made with, if the passphrase is the right one. */
  static BackupKey of(char[] passphrase, Manifest.Encryption described) {
    if (described.rounds() < 1 || described.rounds() > 100_000_000) {
      throw new IllegalArgumentException("rounds: " + described.rounds());
    }
    try {
      byte[] master =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new PBEKeySpec(
                      passphrase,
                      HexFormat.of().parseHex(described.salt()),
                      described.rounds(),
                      KEY_BITS))
              .getEncoded();
      return new BackupKey(master, described);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  Manifest.Encryption described() {
    return described;
  }

  /** A key for one purpose, which tells nothing of the others. */
  byte[] derive(String purpose, byte[] salt) {
    byte[] words = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[words.length + 1 + salt.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(salt, 0, all, words.length + 1, salt.length);
    return mac(master, all);
  }

  /** HMAC-SHA-256. */
  static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
