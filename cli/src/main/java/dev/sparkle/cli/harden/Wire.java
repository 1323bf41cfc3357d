package dev.sparkle.cli.harden;

import dev.sparkle.cli.cert.ShownCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection on which bytes go out as they are written here: what no HTTP client lets one send.
 * Closed by whoever opened it.
 */
final class Wire implements AutoCloseable {

  private static final int CONNECT_MS = 5000;
  private static final int MOST = 256 << 10;

  private final Socket socket;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  /**
   * Opens one, over TLS where the address says so; whose certificate it is does not matter here.
   */
  static Wire to(URI address) throws IOException {
    Socket plain = new Socket();
    boolean secure = "https".equals(address.getScheme());
    int port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
    try {
      plain.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MS);
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(CONNECT_MS);
      return new Wire(
          secure
              ? ShownCertificate.lookingOnly()
                  .getSocketFactory()
                  .createSocket(plain, address.getHost(), port, true)
              : plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** One request on a connection of its own; the answer may be none ({@link Answer#none}). */
  static Answer ask(URI address, String request) throws IOException {
    try (Wire wire = to(address)) {
      try {
        wire.say(request);
      } catch (IOException heardEnough) {
        // it may have answered before it stopped to listen
      }
      return wire.hear(Duration.ofSeconds(10));
    } catch (IOException refusedWhileSending) {
      return Answer.none("closed: " + refusedWhileSending.getMessage());
    }
  }

  /** A plain GET, with further header lines. */
  static Answer get(Scene scene, String path, String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n").append(host(scene));
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return ask(scene.outside(), request.append("Connection: close\r\n\r\n").toString());
  }

  static String host(Scene scene) {
    return "Host: " + scene.host() + ":" + scene.port() + "\r\n";
  }

  void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads until the other side ends, says nothing for so long, or has said enough. */
  Answer hear(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    InputStream in = socket.getInputStream();
    try {
      for (int count = in.read(some);
          count >= 0 && heard.size() < MOST && !Answer.isWhole(heard, some, count);
          count = in.read(some)) {
        // isWhole has kept it
      }
    } catch (SocketTimeoutException silent) {
      if (heard.size() == 0) {
        return Answer.none("no answer within " + patience.toSeconds() + " s");
      }
    } catch (IOException closed) {
      if (heard.size() == 0) {
        return Answer.none("closed: " + closed.getMessage());
      }
    }
    return Answer.read(heard.toString(StandardCharsets.ISO_8859_1));
  }

  /** Whether the other side has ended, or said something, within that time. */
  boolean endsWithin(Duration patience) throws IOException {
    socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
    try {
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
