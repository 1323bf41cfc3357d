package dev.sparkle.cli.cert;

import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Chain and key in one PEM file, as HAProxy reads them. */
final class CombinedPem {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private CombinedPem() {}

  /** The server's own certificate first, the key last. */
  static String text(KeyStores.Held held) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate each : held.chain()) {
        block(text, "CERTIFICATE", each.getEncoded());
      }
    } catch (CertificateEncodingException readBefore) {
      throw new IllegalArgumentException(readBefore);
    }
    block(text, "PRIVATE KEY", held.key().getEncoded());
    return text.toString();
  }

  private static void block(StringBuilder text, String what, byte[] bytes) {
    text.append("-----BEGIN ").append(what).append("-----\n");
    text.append(LINES.encodeToString(bytes)).append('\n');
    text.append("-----END ").append(what).append("-----\n");
  }

  /**
   * Writes it in one step, readable by its owner alone; where the file is a link, what it leads to.
   *
   * @throws Trouble when it cannot be written; the file is then as it was
   */
  static void write(Path file, KeyStores.Held held) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path fresh =
          Files.createTempFile(
              real.getParent(),
              ".front",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(fresh, text(held));
        Files.move(
            fresh, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }
}
