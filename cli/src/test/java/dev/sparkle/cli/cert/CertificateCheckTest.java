package dev.sparkle.cli.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sparkle.cli.services.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateCheckTest {

  private static final int DAYS = 90;

  @TempDir private static Path folder;

  private static KeyStores.Held held;

  @BeforeAll
  static void make() {
    held =
        new DevelopmentAuthority(folder, "for this test")
            .issue(List.of("learn.example.org", "localhost", "127.0.0.1", "::1"), DAYS);
  }

  private static List<CertificateCheck.Fault> faults(
      Duration later, PrivateKey key, String... hosts) {
    Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
    return new CertificateCheck(clock).faults(held.chain(), key, List.of(hosts));
  }

  private static boolean isFatal(List<CertificateCheck.Fault> faults) {
    return faults.stream().anyMatch(CertificateCheck.Fault::fatal);
  }

  @Test
  void findsNothingWrongWithAGoodOne() {
    assertEquals(
        List.of(), faults(Duration.ZERO, held.key(), "learn.example.org", "127.0.0.1", "::1"));
  }

  @Test
  void refusesAnotherKey() throws NoSuchAlgorithmException {
    assertTrue(isFatal(faults(Duration.ZERO, pair("EC", 256).getPrivate())));
    assertTrue(isFatal(faults(Duration.ZERO, pair("RSA", 2048).getPrivate())));
  }

  @Test
  void refusesAnotherHost() {
    assertTrue(isFatal(faults(Duration.ZERO, held.key(), "other.example.org")));
  }

  @Test
  void tellsTheEndBeforeItComes() {
    assertFalse(isFatal(faults(Duration.ofDays(DAYS - 10), held.key())));
    assertEquals(1, faults(Duration.ofDays(DAYS - 10), held.key()).size());
    assertTrue(isFatal(faults(Duration.ofDays(DAYS + 1), held.key())));
    assertTrue(isFatal(faults(Duration.ofDays(-1), held.key())));
  }

  @Test
  void refusesAChainInTheWrongOrder() {
    List<java.security.cert.X509Certificate> reversed =
        List.of(held.chain().get(1), held.chain().get(0));

    assertTrue(isFatal(new CertificateCheck(Clock.systemUTC()).faults(reversed, null, List.of())));
  }

  @Test
  void refusesAWeakKey() {
    Path store = folder.resolve("weak.p12");
    Invocation.of(
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "default",
            "-keyalg",
            "RSA",
            "-keysize",
            "1024",
            "-dname",
            "CN=weak",
            "-ext",
            "san=dns:weak",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit")
        .runOrFail("keytool", "");
    KeyStores.Held weak = KeyStores.read(store, "default", "changeit");

    assertTrue(
        isFatal(
            new CertificateCheck(Clock.systemUTC()).faults(weak.chain(), weak.key(), List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.org, learn.example.org, true",
    "*.example.org, example.org, false",
    "*.example.org, a.b.example.org, false",
    "LEARN.example.org, learn.EXAMPLE.org, true",
    "learn.example.org, learn.example.com, false"
  })
  void aStarStandsForOneLabel(String name, String host, boolean covers) {
    assertEquals(covers, CertificateCheck.covers(name, host));
  }

  @Test
  void issuesAnotherByTheSameAuthority() {
    KeyStores.Held again =
        new DevelopmentAuthority(folder, "for this test").issue(List.of("localhost"), DAYS);

    assertEquals(held.chain().get(1), again.chain().get(1));
    assertFalse(held.chain().get(0).equals(again.chain().get(0)));
  }

  @Test
  void readsKeysOfRsaInBothForms() throws NoSuchAlgorithmException {
    PrivateKey key = pair("RSA", 2048).getPrivate();
    byte[] pkcs8 = key.getEncoded();

    assertEquals(key, KeyPem.read(pem("PRIVATE KEY", pkcs8), ""));
    // the older form is what the newer one wraps, after 26 bytes
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    assertEquals(key, KeyPem.read(pem("RSA PRIVATE KEY", pkcs1), ""));
  }

  @Test
  void readsWhatOpensslWrites() throws IOException {
    Path plain = folder.resolve("ec.pem");
    assumeTrue(
        Invocation.of(
                "openssl",
                "ecparam",
                "-name",
                "prime256v1",
                "-genkey",
                "-noout",
                "-out",
                plain.toString())
            .run()
            .succeeded(),
        "there is no openssl");
    Path sealed = folder.resolve("sealed.pem");
    Invocation.of(
            "openssl",
            "pkcs8",
            "-topk8",
            "-in",
            plain.toString(),
            "-out",
            sealed.toString(),
            "-passout",
            "pass:open it")
        .runOrFail("openssl", "");

    PrivateKey key = KeyPem.read(Files.readString(plain), "");
    PrivateKey opened = KeyPem.read(Files.readString(sealed), "open it");
    assertEquals(((ECPrivateKey) key).getS(), ((ECPrivateKey) opened).getS());
    String text = Files.readString(sealed);
    assertThrows(IllegalArgumentException.class, () -> KeyPem.read(text, "another"));
    assertThrows(IllegalArgumentException.class, () -> KeyPem.read(text, ""));
  }

  @Test
  void saysWhyAKeyCannotBeRead() {
    assertThrows(IllegalArgumentException.class, () -> KeyPem.read("no key", ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyPem.read(pem("PRIVATE KEY", new byte[] {1, 2, 3}), ""));
  }

  private static KeyPair pair(String algorithm, int bits) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der));
  }
}
