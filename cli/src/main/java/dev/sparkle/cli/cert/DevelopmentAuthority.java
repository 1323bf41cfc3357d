package dev.sparkle.cli.cert;

import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An authority of this installation's own, for machines whose browsers are told to trust it, and
 * the certificates that it signs. The JDK's keytool does the work; passwords go to it through its
 * environment. Its key can sign for any host: it stays in a file that its owner alone can read.
 */
final class DevelopmentAuthority {

  private static final String ALIAS = "authority";
  private static final String OWN = "default";
  private static final String PASSWORD = "SPARKLE_KEYTOOL_PASSWORD";
  private static final int AUTHORITY_DAYS = 3650;

  /** Browsers refuse longer ones of public authorities; ours are no better. */
  static final int DAYS = 397;

  private final Path folder;
  private final String password;

  /**
   * @param folder where it is kept
   * @param password of its key store
   */
  DevelopmentAuthority(Path folder, String password) {
    this.folder = folder;
    this.password = password;
  }

  /** Its certificate, for those who are to trust it. */
  Path pem() {
    return folder.resolve("authority.pem");
  }

  private Path store() {
    return folder.resolve("authority.p12");
  }

  /**
   * A new key, and a certificate for hosts or addresses; makes the authority when there is none.
   *
   * @throws Trouble when keytool cannot do it
   */
  KeyStores.Held issue(List<String> hosts, int days) {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(store())) {
        found();
      }
      Path work = Files.createTempDirectory(folder, "issue");
      try {
        return issue(hosts, days, work);
      } finally {
        try (Stream<Path> files = Files.list(work)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(work);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot make a certificate in " + folder, e);
    }
  }

  private void found() throws IOException {
    Path fresh = folder.resolve("authority.new");
    Files.deleteIfExists(fresh);
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=Sparkle development authority " + Secret.generate().substring(1, 7),
            "-ext",
            "bc:critical=ca:true,pathlen:0",
            "-ext",
            "ku:critical=keyCertSign,cRLSign",
            "-validity",
            Integer.toString(AUTHORITY_DAYS),
            "-storetype",
            "PKCS12",
            "-keystore",
            fresh.toString()));
    KeyStores.Held authority = KeyStores.read(fresh, ALIAS, password);
    KeyStores.write(store(), ALIAS, authority, password);
    Files.delete(fresh);
    Files.writeString(pem(), pem(authority.chain().get(0)));
  }

  private KeyStores.Held issue(List<String> hosts, int days, Path work) throws IOException {
    Path store = work.resolve("own.p12");
    Path request = work.resolve("own.csr");
    Path signed = work.resolve("own.pem");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            OWN,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + hosts.get(0),
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString()));
    keytool(
        List.of(
            "-certreq", "-alias", OWN, "-keystore", store.toString(), "-file", request.toString()));
    keytool(
        List.of(
            "-gencert",
            "-alias",
            ALIAS,
            "-keystore",
            store().toString(),
            "-infile",
            request.toString(),
            "-outfile",
            signed.toString(),
            "-rfc",
            "-validity",
            Integer.toString(days),
            "-ext",
            "san=" + names(hosts),
            "-ext",
            "eku=serverAuth",
            "-ext",
            "ku:critical=digitalSignature"));
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate(signed));
    chain.add(KeyStores.read(store(), ALIAS, password).chain().get(0));
    return new KeyStores.Held(KeyStores.read(store, OWN, password).key(), chain);
  }

  private static String names(List<String> hosts) {
    return hosts.stream()
        .map(host -> (host.matches("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*") ? "ip:" : "dns:") + host)
        .collect(Collectors.joining(","));
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private static String pem(X509Certificate certificate) throws IOException {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private void keytool(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storepass:env", PASSWORD));
    Invocation.of(command)
        .with(Map.of(PASSWORD, password))
        .runOrFail("cannot make a certificate", "Look at the JDK's keytool.");
  }
}
