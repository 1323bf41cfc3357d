package dev.sparkle.operations.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate that a port shows, looked at as a client sees it: whatever store it comes from,
 * and after it was exchanged.
 */
final class CertificateSight {

  private static final int PATIENCE_MS = (int) Duration.ofSeconds(3).toMillis();

  private CertificateSight() {}

  /** Trusts anything: it only looks at the end of validity, and sends nothing. */
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

  /** Until when the first of its chain to end is valid; empty if the port shows none. */
  static Optional<Instant> endsAt(String host, int port) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), PATIENCE_MS);
      plain.setSoTimeout(PATIENCE_MS);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looking()}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false)) {
        socket.startHandshake();
        Instant first = Instant.MAX;
        for (var each : socket.getSession().getPeerCertificates()) {
          Instant end = ((X509Certificate) each).getNotAfter().toInstant();
          first = end.isBefore(first) ? end : first;
        }
        return Optional.of(first);
      }
    } catch (IOException | GeneralSecurityException none) {
      return Optional.empty();
    }
  }
}
