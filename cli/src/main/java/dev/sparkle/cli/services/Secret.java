package dev.sparkle.cli.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Generated passwords: 192 random bits in the URL-safe alphabet, so that no URL needs escaping. */
public final class Secret {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  public static String generate() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    // a leading '-' would read as an option on a command line
    return "s" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The secret in the file; made and kept (mode 0600) when there is none yet. */
  public static String in(Path file) {
    if (!Files.exists(file)) {
      Folders.writeSecret(file, generate() + "\n");
    }
    return Folders.read(file).strip();
  }

  /** Writes a text that only its owner may read (mode 0600), in one step. */
  public static void keep(Path file, String text) {
    Folders.writeSecret(file, text);
  }
}
