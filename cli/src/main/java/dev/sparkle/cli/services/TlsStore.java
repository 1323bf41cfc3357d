package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The certificate of the installation with its key, which every node shows: {@code tls/key.p12}
 * beside the keys of the tokens. Without it, each node makes one for itself.
 *
 * @param file PKCS #12, mode 0600, with the password of the nodes' key stores
 */
public record TlsStore(Path file) {

  /** That of an installation. */
  public static TlsStore of(Path keys) {
    return new TlsStore(keys.resolve("tls").resolve("key.p12"));
  }

  /**
   * The password of all key stores of an installation: the operator's, or one that is made once.
   */
  public static String password(Path keys) {
    String given = Surroundings.environment().get("SPARKLE_TLS_KEYSTORE_PASSWORD");
    return given == null || given.isBlank() ? Secret.in(keys.resolve("keystore.password")) : given;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Puts a copy in the place of a node's, in one step; a running node looks for it every ten
   * seconds. Does nothing when there is none.
   */
  public void copyTo(Path store) {
    if (!exists()) {
      return;
    }
    try {
      Folders.make(store.getParent());
      Path fresh = Files.createTempFile(store.getParent(), "key", ".new");
      Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Folders.move(fresh, store);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + store, e);
    }
  }
}
