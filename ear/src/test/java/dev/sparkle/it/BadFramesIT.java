package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is not a good frame is answered with an error, and nothing else happens. */
class BadFramesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FRAMES = 200;

  private final SparkleClient learner = Lab.guest(Lab.node());

  @Test
  void answersEachOfTwoHundredBadFramesAndKeepsTheSocket() {
    try (ChatConnection socket = learner.connect()) {
      for (String frame : badFrames()) {
        socket.sendFrame(frame);
        ChatEvent event = socket.next(PATIENCE).orElseThrow();
        ChatEvent.BadFrame error =
            assertInstanceOf(ChatEvent.BadFrame.class, event, head(frame) + " -> " + event);
        assertFalse(error.error().code().isBlank());
        assertFalse(error.error().message().isBlank());
      }
      socket.send(new Question("What is osmosis?"));
      assertInstanceOf(
          ChatEvent.Done.class,
          socket.untilEnd(PATIENCE).stream().reduce((first, last) -> last).orElseThrow());
    }
  }

  @Test
  void refusesAFrameOver64KibAndTakesTheNext() {
    try (ChatConnection socket = learner.connect()) {
      socket.sendFrame("{\"type\":\"ping\",\"id\":\"" + "x".repeat(400_000) + "\"}");
      ChatEvent.BadFrame error = (ChatEvent.BadFrame) socket.next(PATIENCE).orElseThrow();
      assertEquals("frame_too_large", error.error().code());
      String id = socket.ping();
      assertEquals(id, socket.await(ChatEvent.Pong.class, PATIENCE).id());
    }
  }

  @Test
  void refusesAMessageOfManyFramesAndTakesTheNext() {
    try (ChatConnection socket = learner.connect()) {
      // the client cuts what is long into frames of 16 KiB
      socket.sendFrame("{\"type\":\"ping\",\"id\":\"" + "x".repeat(5_000_000) + "\"}");
      ChatEvent.BadFrame error = (ChatEvent.BadFrame) socket.next(PATIENCE).orElseThrow();
      assertEquals("frame_too_large", error.error().code());
      String id = socket.ping();
      assertEquals(id, socket.await(ChatEvent.Pong.class, PATIENCE).id());
    }
  }

  @Test
  void closesTheSocketOfASingleFrameThatIsFarTooLargeBeforeReadingIt() {
    URI address =
        URI.create(
            Lab.node().ports().address().toString().replaceFirst("^http", "ws")
                + "/ws/chat?ticket="
                + learner.ticket());
    assertEquals(1009, Upgrade.closeCodeAfterFrameOf(address, 2_000_000_000L));
  }

  @Test
  void saysWhatIsWrongAndWhatIsRight() {
    try (ChatConnection socket = learner.connect()) {
      socket.sendFrame(
          "{\"type\":\"chat.send\",\"id\":\"a\",\"text\":\"" + "y".repeat(4001) + "\"}");
      ChatEvent.BadFrame error = (ChatEvent.BadFrame) socket.next(PATIENCE).orElseThrow();
      assertEquals("a", error.id());
      assertEquals("question_too_long", error.error().code());
      assertTrue(error.error().message().contains("4001"), error.error().message());
      assertTrue(error.error().message().contains("4000"), error.error().message());
    }
  }

  @Test
  void opensNoSocketWithoutATicketOrForAStrangersPage() {
    URI node = Lab.node().ports().address();
    String ws = node.toString().replaceFirst("^http", "ws") + "/ws/chat?ticket=";
    assertEquals(401, Upgrade.status(URI.create(ws), null));
    assertEquals(401, Upgrade.status(URI.create(ws + "guess"), null));
    assertEquals(403, Upgrade.status(URI.create(ws + learner.ticket()), "https://evil.example"));
    assertEquals(
        401,
        Upgrade.status(URI.create(ws + learner.ticket()), node.toString()),
        "a ticket that no page asked for opens no page's socket");
    assertEquals(
        101,
        Upgrade.status(
            URI.create(ws + URLEncoder.encode(learner.ticket(), StandardCharsets.UTF_8)), null));
  }

  private static List<String> badFrames() {
    List<String> frames =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "42",
                "[]",
                "\"chat.send\"",
                "{",
                "{}",
                "{}{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":\"\"}",
                "{\"type\":\"chat.sing\",\"id\":\"1\"}",
                "{\"type\":\"CHAT.SEND\",\"id\":\"1\",\"text\":\"x\"}",
                "{\"type\":\"chat.send\"}",
                "{\"type\":\"chat.send\",\"id\":\"1\"}",
                "{\"type\":\"chat.send\",\"text\":\"x\"}",
                "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"  \"}",
                "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":[\"x\"]}",
                "{\"type\":\"chat.send\",\"id\":5,\"text\":\"x\"}",
                "{\"type\":\"chat.send\",\"id\":\"\",\"text\":\"x\"}",
                "{\"type\":\"chat.send\",\"id\":\"" + "i".repeat(65) + "\",\"text\":\"x\"}",
                "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"a\\u0000b\"}",
                send("\"conversationId\":\"not-an-id\""),
                send("\"conversationId\":7"),
                send("\"conversationId\":\"00000000-0000-0000-0000-000000000000\""),
                send("\"options\":7"),
                send("\"options\":{\"mode\":\"sing\"}"),
                send("\"options\":{\"language\":\"'; drop table account\"}"),
                send("\"options\":{\"materials\":\"all\"}"),
                send("\"options\":{\"materials\":[\"x\"]}"),
                "{\"type\":\"chat.stop\"}",
                "{\"type\":\"chat.stop\",\"generationId\":\"00000000-0000-0000-0000-000000000000\"}",
                "{\"type\":\"chat.resume\",\"generationId\":\"x\",\"afterSeq\":1}",
                "{\"type\":\"chat.resume\",\"generationId\":\"00000000-0000-0000-0000-000000000000\"}",
                "{\"type\":\"chat.resume\",\"generationId\":\"00000000-0000-0000-0000-000000000000\",\"afterSeq\":-1}",
                "{\"a\":".repeat(30) + "1" + "}".repeat(30)));
    Random random = new Random(20261123);
    String good = "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"Why do plants need light?\"}";
    while (frames.size() < FRAMES) {
      int cut = 1 + random.nextInt(good.length() - 1);
      String broken = good.substring(0, cut);
      frames.add(random.nextBoolean() ? broken : broken + (char) random.nextInt(32, 0xD000));
    }
    return frames;
  }

  private static String send(String extra) {
    return "{\"type\":\"chat.send\",\"id\":\""
        + extra.hashCode()
        + "\",\"text\":\"x\","
        + extra
        + "}";
  }

  private static String head(String frame) {
    return frame.length() > 80 ? frame.substring(0, 80) + "…" : frame;
  }
}
