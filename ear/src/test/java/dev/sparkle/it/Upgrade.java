package dev.sparkle.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket handshake by hand, to see the status that a browser hides. */
final class Upgrade {

  private Upgrade() {}

  /**
   * @param origin null: none is sent
   * @return the HTTP status; 101 if a socket was opened, which is closed again
   */
  static int status(URI address, String origin) {
    return status(address, origin, null);
  }

  /**
   * The same, with subprotocols.
   *
   * @param offered null: none
   */
  static int status(URI address, String origin, String offered) {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      return Integer.parseInt(handshake(socket, address, origin, offered).split(" ")[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a socket and announces a text frame of that size, of which only the beginning is sent.
   *
   * @return the close code of the server's answer
   */
  static int closeCodeAfterFrameOf(URI address, long bytes) {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      open(socket, address);
      // RFC 6455, section 5.2: final text frame, masked, length in the next eight bytes
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(30)
                  .put((byte) 0x81)
                  .put((byte) 0xFF)
                  .putLong(bytes)
                  .putInt(0)
                  .put("{\"type\":\"ping\"".getBytes(StandardCharsets.US_ASCII))
                  .array());
      InputStream in = socket.getInputStream();
      int opcode = in.read();
      if (opcode != 0x88) {
        throw new IllegalStateException("not a close frame but " + opcode);
      }
      in.read();
      return in.read() << 8 | in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a socket; what comes over it is read by hand. */
  static void open(Socket socket, URI address) throws IOException {
    if (!handshake(socket, address, null, null).contains(" 101 ")) {
      throw new IllegalStateException("no socket was opened");
    }
  }

  /** What the server answers, headers included. */
  static String handshake(Socket socket, URI address, String origin, String offered)
      throws IOException {
    socket.setSoTimeout(20_000);
    String request =
        "GET %s?%s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(
                    address.getPath(), address.getQuery(), address.getHost(), address.getPort())
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + (origin == null ? "" : "Origin: " + origin + "\r\n")
            + (offered == null ? "" : "Sec-WebSocket-Protocol: " + offered + "\r\n")
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }
}
