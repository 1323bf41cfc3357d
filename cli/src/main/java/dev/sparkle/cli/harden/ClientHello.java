package dev.sparkle.cli.harden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The first message of TLS, written by hand: with old versions and weak ciphers, which no library
 * offers any more. What the server says to it is all that is looked at.
 */
final class ClientHello {

  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;

  private ClientHello() {}

  /**
   * As bytes of one record.
   *
   * @param version such as 0x0301 for TLS 1.0; the newest that is offered
   * @param ciphers by their numbers
   */
  static byte[] of(String host, int version, List<Integer> ciphers) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    two(body, version);
    for (int i = 0; i < 32; i++) {
      body.write(i * 7 + 1);
    }
    body.write(0); // no session
    two(body, 2 * ciphers.size());
    ciphers.forEach(cipher -> two(body, cipher));
    body.write(1);
    body.write(0); // no compression
    if (version > 0x0300) {
      ByteArrayOutputStream extensions = extensions(host);
      two(body, extensions.size());
      body.writeBytes(extensions.toByteArray());
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(HANDSHAKE);
    two(record, Math.min(version, 0x0301));
    two(record, body.size() + 4);
    record.write(1);
    record.write(0);
    two(record, body.size());
    record.writeBytes(body.toByteArray());
    return record.toByteArray();
  }

  /** Host, curves, point formats and signature algorithms: what an old client sends. */
  private static ByteArrayOutputStream extensions(String host) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    two(names, name.length + 3);
    names.write(0);
    two(names, name.length);
    names.writeBytes(name);
    extension(all, 0, names.toByteArray());
    extension(all, 10, new byte[] {0, 6, 0, 23, 0, 24, 0, 29});
    extension(all, 11, new byte[] {1, 0});
    extension(all, 13, new byte[] {0, 12, 4, 3, 4, 1, 5, 3, 5, 1, 2, 3, 2, 1});
    return all;
  }

  private static void extension(ByteArrayOutputStream all, int type, byte[] content) {
    two(all, type);
    two(all, content.length);
    all.writeBytes(content);
  }

  private static void two(ByteArrayOutputStream out, int number) {
    out.write(number >> 8);
    out.write(number);
  }

  /** The cipher that the server chose; -1: it refused, or said something else. */
  static int chosen(byte[] answer) {
    boolean hello = answer.length > 43 && answer[0] == HANDSHAKE && answer[5] == SERVER_HELLO;
    if (!hello) {
      return -1;
    }
    int session = answer[43] & 0xFF;
    return answer.length < 46 + session
        ? -1
        : (answer[44 + session] & 0xFF) << 8 | answer[45 + session] & 0xFF;
  }
}
