package dev.sparkle.cli.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombinedPemTest {

  @TempDir private Path folder;

  @Test
  void holdsChainAndKeyAndReplacesWhatALinkLeadsTo() throws IOException, CertificateException {
    KeyStores.Held held =
        new DevelopmentAuthority(folder.resolve("ca"), "for this test")
            .issue(List.of("localhost"), 9);
    Path real = folder.resolve("real.pem");
    Files.writeString(real, "the one before");
    Path link = Files.createSymbolicLink(folder.resolve("link.pem"), real);
    CombinedPem.write(link, held);
    assertTrue(Files.isSymbolicLink(link));
    String text = Files.readString(real);
    int key = text.indexOf("-----BEGIN PRIVATE KEY-----");
    assertEquals(
        held.chain(),
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(
                        text.substring(0, key).getBytes(StandardCharsets.US_ASCII)))));
    assertEquals(held.key(), KeyPem.read(text.substring(key), ""));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    assertEquals(2, files(), "nothing is left beside it");
  }

  private long files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(
              each -> each.toString().endsWith(".pem") || each.toString().endsWith(".new"))
          .count();
    }
  }
}
