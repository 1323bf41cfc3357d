package dev.sparkle.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket client by hand (RFC 6455, section 5.2) that does what no library does: it reads when
 * it wants to, and answers no ping.
 */
final class RawSocket implements AutoCloseable {

  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;

  /** A frame of the server's; {@code closeCode} is 0 unless it closes. */
  record Frame(int opcode, String text, int closeCode) {}

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /**
   * @param receiveBuffer bytes that the system takes before anybody reads
   */
  RawSocket(URI address, int receiveBuffer) throws IOException {
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    Upgrade.open(socket, address);
    in = new DataInputStream(socket.getInputStream());
  }

  void patience(Duration atMost) throws IOException {
    socket.setSoTimeout((int) atMost.toMillis());
  }

  void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one whole frame, masked with zeros, whatever is in it. */
  void send(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) 0xFE).putShort((short) payload.length);
    } else {
      frame.put((byte) 0xFF).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    socket.getOutputStream().write(frame.array(), 0, frame.position());
  }

  /** The next frame. */
  Frame read() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0F;
    int length = in.readUnsignedByte();
    long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
    byte[] payload = in.readNBytes((int) size);
    int code = opcode == CLOSE && size >= 2 ? ByteBuffer.wrap(payload).getShort() & 0xFFFF : 0;
    return new Frame(opcode, new String(payload, StandardCharsets.UTF_8), code);
  }

  /** Reads up to the end; the code of the server's goodbye, 1006 if there was none. */
  int readToClose() throws IOException {
    try {
      while (true) {
        Frame frame = read();
        if (frame.opcode() == CLOSE) {
          return frame.closeCode();
        }
      }
    } catch (java.io.EOFException | java.net.SocketException withoutGoodbye) {
      return 1006;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
