package dev.sparkle.cli.cert;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** PKCS #12 files with one key. */
final class KeyStores {

  /** A key and the chain of its certificates, the server's own first. */
  record Held(PrivateKey key, List<X509Certificate> chain) {}

  private KeyStores() {}

  /**
   * Reads one.
   *
   * @throws Trouble when the password is another, or there is no such key
   */
  static Held read(Path file, String alias, String password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      Certificate[] chain = store.getCertificateChain(alias);
      PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
      if (chain == null || key == null) {
        throw new Trouble(
            ExitCode.DEGRADED,
            file + " holds no key \"" + alias + "\".",
            "Make it anew: ./sparkle cert make, or ./sparkle cert use.");
      }
      return new Held(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    } catch (IOException | GeneralSecurityException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
  }

  /** Writes one in one step, readable by its owner alone. */
  static void write(Path file, String alias, Held held, String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          alias, held.key(), password.toCharArray(), held.chain().toArray(Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      Files.createDirectories(file.getParent());
      Path fresh =
          Files.createTempFile(
              file.getParent(),
              "key",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, bytes.toByteArray());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | GeneralSecurityException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }
}
