package dev.sparkle.cli.drill.alerts;

import dev.sparkle.cli.services.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The key store of a node, exchanged while it runs. */
final class Certificates {

  private final Path store;
  private final String password;

  Certificates(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  private Path kept() {
    return store.resolveSibling("kept.p12");
  }

  /** Puts a certificate in place that ends in three days; the one before is kept. */
  void nearlyOver() throws IOException {
    Files.copy(store, kept(), StandardCopyOption.REPLACE_EXISTING);
    Path fresh = store.resolveSibling("fresh.p12");
    Files.deleteIfExists(fresh);
    Invocation.of(
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "default",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-validity",
            "3",
            "-storetype",
            "PKCS12",
            "-keystore",
            fresh.toString(),
            "-storepass",
            password)
        .runOrFail("cannot make a certificate", "Look at the JDK's keytool.");
    Files.move(fresh, store, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts the one from before back. */
  void renewed() throws IOException {
    Files.move(kept(), store, StandardCopyOption.REPLACE_EXISTING);
  }
}
