package dev.sparkle.safety.control.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The data files that layer 1 judges by. */
public final class ShippedModels {

  private static final List<String> FILES =
      List.of(
          "/safety/rules.yaml",
          "/safety/models/ngram.bin",
          "/safety/models/encoder-en.delta",
          "/safety/models/encoder-zh.delta");

  private static final int FINGERPRINT_BYTES = 8;

  private ShippedModels() {}

  /** Names their contents, in 16 hexadecimal digits: other contents, another name. */
  public static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : FILES) {
        try (InputStream in = ShippedModels.class.getResourceAsStream(file)) {
          if (in == null) {
            throw new IllegalStateException("This program is incomplete: no " + file);
          }
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
