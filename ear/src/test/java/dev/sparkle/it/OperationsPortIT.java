package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On the port that is not the operators', nothing of theirs is there, whichever way it is asked.
 */
class OperationsPortIT {

  /** Its operators' port is its own HTTP port. */
  private final LibertyNode node = Lab.secondNode();

  /** Whose certificate it is does not matter here. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** The status of a GET over TLS, with the path as it stands there. */
  private int outside(String path, String... headers) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress("127.0.0.1", node.ports().https()), 5000);
      Socket secure =
          context.getSocketFactory().createSocket(plain, "localhost", node.ports().https(), true);
      secure.setSoTimeout(20_000);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost:"
              + node.ports().http()
              + "\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
      secure.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(secure.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(9));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ops",
        "/ops/",
        "/ops/index.html",
        "/ops;x=y/index.html",
        "/%6fps/index.html",
        "//ops/index.html",
        "/api/v1/admin/overview",
        "/api/v1/admin;x=y/overview",
        "/api/v1/%61dmin/overview",
        "/api/v1//admin/overview"
      })
  void isNotThereOutside(String path) throws Exception {
    assertEquals(404, outside(path));
  }

  @Test
  void doesNotBelieveAHeaderThatNamesThePort() throws Exception {
    assertEquals(404, outside("/ops/", "$WSSP: " + node.ports().http()));
    assertEquals(404, outside("/ops/", "X-Forwarded-Port: " + node.ports().http()));
  }

  @Test
  void isThereInsideButNotForWhatAProxyHandsOn() {
    assertEquals(200, Http.get(node, "/ops/").status());
    assertEquals(404, Http.get(node, "/ops/", "X-Forwarded-For", "203.0.113.7").status());
    assertEquals(
        404, Http.get(node, "/api/v1/admin/overview", "X-Forwarded-For", "203.0.113.7").status());
  }
}
