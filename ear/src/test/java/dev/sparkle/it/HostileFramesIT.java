package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand generated frames over one socket: each is answered or has its effect, and neither
 * the socket nor the server is any the worse for it. Another seed: {@code -Dsparkle.frames.seed=7};
 * more: {@code -Dsparkle.frames=100000}.
 */
class HostileFramesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FRAMES = Integer.getInteger("sparkle.frames", 10_000);
  private static final long SEED = Long.getLong("sparkle.frames.seed", 20261125L);
  private static final int BATCH = 50;

  /** Answers, their logs and what the virtual machine learns meanwhile; 10,000 frames are 30 MB. */
  private static final long FLAT = 24L * 1024 * 1024;

  private final LibertyNode node = Lab.node();
  private final SparkleClient learner = Lab.guest(node);

  @Test
  void tenThousandFramesLeaveSocketAndServerAsTheyWere() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("What is osmosis?"));
      String generation = socket.await(ChatEvent.Done.class, PATIENCE).at().generationId();
      GeneratedFrames frames = new GeneratedFrames(SEED, generation);
      Map<String, Integer> answers = new TreeMap<>();
      send(socket, frames, FRAMES / 10, answers);
      long before = Heap.used(node);
      send(socket, frames, FRAMES - FRAMES / 10, answers);

      Await.until(PATIENCE, () -> Heap.used(node), used -> used < before + FLAT);
      assertTrue(answers.size() > 12, "all kinds came: " + answers);
      assertFalse(answers.containsKey("error unavailable"), answers.toString());
      socket.send(new Question("What is an enzyme?"));
      assertInstanceOf(ChatEvent.Done.class, endOf(socket));
      assertTrue(node.health("/health/ready").up());
    }
  }

  private static void send(
      ChatConnection socket, GeneratedFrames frames, int count, Map<String, Integer> answers) {
    for (int sent = 0; sent < count; sent += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        socket.sendFrame(frames.next());
      }
      String id = socket.ping();
      ChatEvent event;
      do {
        event = socket.next(PATIENCE).orElseThrow(() -> new AssertionError("silent: " + answers));
        answers.merge(name(event), 1, Integer::sum);
        assertFalse(event instanceof ChatEvent.Closed, () -> "closed after " + answers);
      } while (!(event instanceof ChatEvent.Pong pong && id.equals(pong.id())));
    }
  }

  private static String name(ChatEvent event) {
    return event instanceof ChatEvent.BadFrame bad
        ? "error " + bad.error().code()
        : event.getClass().getSimpleName();
  }

  private static ChatEvent endOf(ChatConnection socket) {
    ChatEvent last;
    do {
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      last = events.get(events.size() - 1);
    } while (last instanceof ChatEvent.Blocked blocked && blocked.layer() == 2);
    return last;
  }

  /** What is no WebSocket frame ends its own socket with the standard's code, and nothing else. */
  @Test
  void whatBreaksTheWebSocketItselfEndsOnlyThatSocket() throws Exception {
    List<Integer> codes = new ArrayList<>();
    codes.add(codeAfter(RawSocket.TEXT, new byte[] {(byte) 0xC3, (byte) 0x28}));
    codes.add(codeAfter(RawSocket.PING, new byte[200]));
    codes.add(codeAfter(0x0B, new byte[] {1, 2, 3}));
    codes.add(codeAfter(RawSocket.CLOSE, new byte[] {1}));

    assertTrue(codes.stream().allMatch(code -> code >= 1000 && code < 1016), codes.toString());
    try (ChatConnection socket = learner.connect()) {
      String id = socket.ping();
      assertEquals(id, socket.await(ChatEvent.Pong.class, PATIENCE).id());
    }
  }

  private int codeAfter(int opcode, byte[] payload) throws Exception {
    URI address =
        URI.create(
            node.ports().address().toString().replaceFirst("^http", "ws")
                + "/ws/chat?ticket="
                + learner.ticket());
    try (RawSocket socket = new RawSocket(address, 65_536)) {
      socket.patience(PATIENCE);
      socket.send(opcode, payload);
      return socket.readToClose();
    }
  }
}
