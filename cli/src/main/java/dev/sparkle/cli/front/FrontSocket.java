package dev.sparkle.cli.front;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HAProxy's runtime socket: an order, and what it says to it. */
final class FrontSocket {

  private final Path path;

  FrontSocket(Path path) {
    this.path = path;
  }

  /**
   * Says something.
   *
   * @return the answer, stripped; empty as a rule when an order was taken
   * @throws IOException when HAProxy is not there
   */
  String say(String order) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer words = ByteBuffer.wrap((order + "\n").getBytes(StandardCharsets.US_ASCII));
      while (words.hasRemaining()) {
        channel.write(words);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(16384);
      while (channel.read(buffer) >= 0) {
        answer.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return answer.toString(StandardCharsets.UTF_8).strip();
    }
  }

  /**
   * Gives an order.
   *
   * @throws Trouble when HAProxy is not there or does not take it
   */
  void order(String order) {
    try {
      String answer = say(order);
      // it comments what it takes, too: "IP changed from … by 'stats socket command'"
      if (answer.matches("(?is).*(unknown|no such|invalid|require|not found|can't|failed).*")) {
        throw new Trouble(
            ExitCode.SERVICE,
            "HAProxy does not take \"" + order + "\": " + answer.lines().findFirst().orElse(""),
            "See how it is: ./sparkle front status");
      }
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.SERVICE,
          "HAProxy does not answer (" + e.getMessage() + ").",
          "Start it: ./sparkle front up",
          e);
    }
  }
}
