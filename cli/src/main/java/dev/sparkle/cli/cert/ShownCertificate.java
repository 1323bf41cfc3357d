package dev.sparkle.cli.cert;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The chain of certificates that a port shows, looked at as a client sees it. */
public final class ShownCertificate {

  private static final int PATIENCE_MS = 5000;

  private ShownCertificate() {}

  /** Trusts anything: it looks at what is shown, and sends nothing. */
  private static final class Looking implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Speaks TLS with whoever it is. Only for looking at a server, never for sending secrets. */
  public static SSLContext lookingOnly() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looking()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The server's own first; empty if the port shows none. */
  static Optional<List<X509Certificate>> at(URI address) {
    String host = address.getHost();
    int port = address.getPort() < 0 ? 443 : address.getPort();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), PATIENCE_MS);
      plain.setSoTimeout(PATIENCE_MS);
      try (SSLSocket socket =
          (SSLSocket) lookingOnly().getSocketFactory().createSocket(plain, host, port, false)) {
        socket.startHandshake();
        return Optional.of(
            Arrays.stream(socket.getSession().getPeerCertificates())
                .map(each -> (X509Certificate) each)
                .toList());
      }
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** When what is shown there ends; empty if the port shows none. */
  public static Optional<Instant> ends(URI address) {
    return at(address).map(CertificateCheck::end);
  }

  /**
   * What is wrong with what is shown there, for browsers that ask for that host; empty: nothing.
   */
  public static List<String> faults(URI address) {
    return at(address)
        .map(
            chain ->
                new CertificateCheck(Clock.systemUTC())
                    .faults(chain, null, List.of(address.getHost())).stream()
                        .map(CertificateCheck.Fault::what)
                        .toList())
        .orElse(List.of("It shows none."));
  }

  /** SHA-256, in hex: what openssl and browsers call the fingerprint. */
  static String fingerprint(Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
