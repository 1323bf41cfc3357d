package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may open a socket, in which version, and when the server ends one. */
class SocketRulesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LibertyNode node = Lab.node();
  private final SparkleClient learner = Lab.guest(node);

  private static URI address(LibertyNode node, SparkleClient client) {
    return URI.create(
        node.ports().address().toString().replaceFirst("^http", "ws")
            + "/ws/chat?ticket="
            + client.ticket());
  }

  @Test
  void speaksVersionOneAlsoWhereNoneIsOfferedAndRefusesUnknownOnes() throws Exception {
    URI address = address(node, learner);
    assertEquals(400, Upgrade.status(address, null, "sparkle.v7"));
    assertEquals(400, Upgrade.status(address, null, "mqtt, sparkle.v2"));
    assertEquals(101, Upgrade.status(address, null, null), "the ticket was not taken");

    for (String offered : List.of("sparkle.v1", "sparkle.v2, sparkle.v1")) {
      URI again = address(node, learner);
      try (Socket socket = new Socket(again.getHost(), again.getPort())) {
        String answer = Upgrade.handshake(socket, again, null, offered);
        assertTrue(answer.contains(" 101 "), answer);
        assertTrue(
            answer.toLowerCase(java.util.Locale.ROOT).contains("protocol: sparkle.v1"), answer);
      }
    }
  }

  @Test
  void saysWhichVersionItSpeaks() throws Exception {
    URI address = address(node, learner);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String answer = Upgrade.handshake(socket, address, null, "sparkle.v7");
      assertTrue(answer.contains("Sec-WebSocket-Protocol: sparkle.v1"), answer);
      String body = new String(socket.getInputStream().readNBytes(60));
      assertTrue(body.contains("about:blank") || answer.contains("problem+json"), answer + body);
    }
  }

  @Test
  void dropsWhoReadsTooSlowlyAndLosesNothing() throws Exception {
    String generation;
    List<ChatEvent> all;
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("How does natural selection work?"));
      all = socket.untilEnd(PATIENCE);
      generation = ((ChatEvent.OfGeneration) all.get(0)).at().generationId();
    }
    try (RawSocket slow = new RawSocket(address(node, learner), 4_096)) {
      String resume =
          "{\"type\":\"chat.resume\",\"generationId\":\"" + generation + "\",\"afterSeq\":0}";
      for (int i = 0; i < 2_000; i++) {
        slow.send(resume);
      }
      slow.patience(PATIENCE);
      assertEquals(4008, slow.readToClose());
    } catch (IOException goneWhileSending) {
      throw new AssertionError("the goodbye did not come", goneWhileSending);
    }
    try (ChatConnection again = learner.connect()) {
      again.resume(generation, 0);
      assertTrue(again.await(ChatEvent.Resumed.class, PATIENCE).recovered());
      assertEquals(all, again.untilEnd(PATIENCE));
    }
  }

  @Test
  void pingsAndDropsWhoGivesNoSignOfLife() throws Exception {
    LibertyNode second = Lab.secondNode();
    SparkleClient other = Lab.guest(second);
    try (RawSocket dead = new RawSocket(address(second, other), 65_536);
        ChatConnection alive = other.connect()) {
      dead.patience(PATIENCE);
      assertEquals(RawSocket.PING, dead.read().opcode());
      assertEquals(1001, dead.readToClose());
      String id = alive.ping();
      assertEquals(id, alive.await(ChatEvent.Pong.class, PATIENCE).id(), "who answers stays");
    }
  }

  @Test
  void opensOnlySoManySocketsOfAnAccount() {
    List<ChatConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        open.add(learner.connect());
      }
      try (ChatConnection ninth = learner.connect()) {
        assertEquals(4009, ninth.await(ChatEvent.Closed.class, PATIENCE).code());
      }
      for (ChatConnection each : open) {
        each.ping();
        each.await(ChatEvent.Pong.class, PATIENCE);
      }
    } finally {
      open.forEach(ChatConnection::close);
    }
    assertFalse(open.isEmpty());
  }
}
