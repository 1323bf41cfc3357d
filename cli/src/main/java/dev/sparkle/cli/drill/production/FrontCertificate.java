package dev.sparkle.cli.drill.production;

import dev.sparkle.cli.services.TlsStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** The installation's certificate and key as HAProxy reads them: one file of PEM. */
final class FrontCertificate {

  private FrontCertificate() {}

  /**
   * Writes it, for its owner alone.
   *
   * @param keys the installation's folder of keys, with a certificate in it
   */
  static void write(Path keys, Path file) throws IOException {
    char[] password = TlsStore.password(keys).toCharArray();
    StringBuilder text = new StringBuilder();
    try (InputStream in = Files.newInputStream(TlsStore.of(keys).file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      String alias = store.aliases().nextElement();
      for (Certificate each : store.getCertificateChain(alias)) {
        text.append(block("CERTIFICATE", each.getEncoded()));
      }
      text.append(block("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  static String block(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
