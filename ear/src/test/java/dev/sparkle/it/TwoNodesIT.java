package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Nodes hold nothing of their own: what begins on one goes on, on the other. */
class TwoNodesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI one = Lab.node().ports().address();
  private final URI two = Lab.secondNode().ports().address();

  /** Its answers take three seconds: long enough for others to come in the middle. */
  private final URI slow = Lab.modelNode().ports().address();

  @BeforeEach
  void talkSlowly() {
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                new Pace(40, 0),
                Faults.NONE,
                new Speech(Speech.DEFAULT.answer(), 120, true, Speech.DEFAULT.finishReason()),
                FakeBehaviour.HEALTHY.apiKey()));
  }

  @AfterEach
  void talkAsUsual() {
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
  }

  @Test
  void goesOnWithAConversationOnTheOtherNode() throws Exception {
    String token = guestToken(one);
    String conversation;
    try (ChatConnection here = SparkleClient.withToken(one, token).connect()) {
      here.send(new Question("What is osmosis?"));
      List<ChatEvent> events = here.untilEnd(PATIENCE);
      conversation = ((ChatEvent.OfGeneration) events.get(0)).at().conversationId();
    }
    SparkleClient there = SparkleClient.withToken(two, token);
    try (ChatConnection socket = there.connect()) {
      socket.send(new Question("And in a plant cell?").in(conversation));
      assertTrue(socket.untilEnd(PATIENCE).stream().anyMatch(ChatEvent.Done.class::isInstance));
    }
    JsonNode messages =
        there.call("GET", "conversations/" + conversation + "/messages", null).path("items");
    assertEquals(4, messages.size());
  }

  @Test
  void takesATicketOfTheOtherNodeAndOnlyOnce() throws Exception {
    String ticket = SparkleClient.withToken(one, guestToken(one)).ticket();

    assertEquals(101, upgrade(two, ticket));
    assertEquals(401, upgrade(one, ticket));
  }

  @Test
  void sharesOneSetOfKeys() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    assertEquals(
        http.send(
                HttpRequest.newBuilder(one.resolve("/.well-known/jwks.json")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body(),
        http.send(
                HttpRequest.newBuilder(two.resolve("/.well-known/jwks.json")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  @Test
  void resumesOnTheOtherNodeWithoutALostOrDoubledEvent() throws Exception {
    String token = guestToken(slow);
    List<ChatEvent> before = new ArrayList<>();
    ChatConnection here = SparkleClient.withToken(slow, token).connect();
    here.send(new Question("How does natural selection work?"));
    while (!(last(before) instanceof ChatEvent.Delta)) {
      before.add(here.next(PATIENCE).orElseThrow());
    }
    here.drop();
    ChatEvent.At at = ((ChatEvent.OfGeneration) last(before)).at();

    List<ChatEvent> after = new ArrayList<>();
    try (ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      there.resume(at.generationId(), at.seq());
      assertTrue(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
      after.addAll(there.untilEnd(PATIENCE));
    }
    List<ChatEvent> all = new ArrayList<>(before);
    all.addAll(after);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i + 1, ((ChatEvent.OfGeneration) all.get(i)).at().seq());
    }
    assertInstanceOf(ChatEvent.Done.class, last(all));
    assertEquals(keptAnswer(two, token, at.conversationId()), words(all));
  }

  @Test
  void tellsAnEndedAnswerOfTheOtherNodeFromEveryPosition() throws Exception {
    String token = guestToken(one);
    List<ChatEvent> all;
    try (ChatConnection here = SparkleClient.withToken(one, token).connect()) {
      here.send(new Question("What is osmosis?"));
      all = here.untilEnd(PATIENCE);
    }
    String generation = ((ChatEvent.OfGeneration) all.get(0)).at().generationId();
    try (ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      for (int cut = 0; cut < all.size(); cut++) {
        there.resume(generation, cut);
        assertTrue(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
        assertEquals(all.subList(cut, all.size()), there.untilEnd(PATIENCE));
      }
    }
  }

  @Test
  void recoversNothingOnceTheLogIsGone() throws Exception {
    String token = guestToken(slow);
    try (RedisClient redis = RedisClient.create(Lab.redis().url());
        ChatConnection here = SparkleClient.withToken(slow, token).connect();
        ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      assertEquals("PONG", redis.ping(), "connecting takes longer than an answer");
      here.send(new Question("How does blood flow through the heart?"));
      String generation = here.await(ChatEvent.Delta.class, PATIENCE).at().generationId();
      String log = "sparkle:{gen:" + generation + "}:log";
      there.resume(generation, 0);
      assertTrue(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());

      redis.unlink(log);

      assertFalse(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
      here.await(ChatEvent.Done.class, PATIENCE);
      redis.unlink(log);
      there.resume(generation, 2);
      assertFalse(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
    }
  }

  @Test
  void recoversNothingOfAnothersAnswer() throws Exception {
    String generation;
    try (ChatConnection here = SparkleClient.withToken(one, guestToken(one)).connect()) {
      here.send(new Question("What is osmosis?"));
      generation = here.await(ChatEvent.Done.class, PATIENCE).at().generationId();
    }
    for (URI node : List.of(one, two)) {
      try (ChatConnection stranger = SparkleClient.withToken(node, guestToken(node)).connect()) {
        stranger.resume(generation, 0);
        assertFalse(stranger.await(ChatEvent.Resumed.class, PATIENCE).recovered());
        stranger.stop(generation);
        assertEquals(
            "generation_not_found",
            stranger.await(ChatEvent.BadFrame.class, PATIENCE).error().code());
      }
    }
  }

  @Test
  void stopsAnAnswerOfTheOtherNode() throws Exception {
    String token = guestToken(slow);
    try (ChatConnection here = SparkleClient.withToken(slow, token).connect();
        ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      here.send(new Question("How does natural selection work?"));
      ChatEvent.Accepted accepted = here.await(ChatEvent.Accepted.class, PATIENCE);
      there.stop(accepted.at().generationId());

      assertInstanceOf(ChatEvent.Stopped.class, last(here.untilEnd(PATIENCE)));
    }
  }

  @Test
  void anEmptiedNodeHandsItsSocketsOverAndItsAnswerGoesOn() throws Exception {
    String token = guestToken(slow);
    String drain = "admin/nodes/" + Lab.modelNode().name() + "/drain";
    SparkleClient operator = Lab.operator(Lab.modelNode());
    try (ChatConnection here = SparkleClient.withToken(slow, token).connect();
        ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      here.send(new Question("How does natural selection work?"));
      ChatEvent.At at = here.await(ChatEvent.Delta.class, PATIENCE).at();

      operator.call("POST", drain, null);

      assertEquals(1001, here.await(ChatEvent.Closed.class, PATIENCE).code());
      assertFalse(Lab.modelNode().health("/health/ready").up());
      String ticket = SparkleClient.withToken(slow, token).ticket();
      assertEquals(503, upgrade(slow, ticket));
      assertEquals(101, upgrade(two, ticket), "the ticket is still good");
      there.resume(at.generationId(), at.seq());
      assertTrue(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
      assertInstanceOf(ChatEvent.Done.class, last(there.untilEnd(PATIENCE)));
    } finally {
      operator.call("DELETE", drain, null);
    }
    assertTrue(Lab.modelNode().health("/health/ready").up());
    assertEquals(101, upgrade(slow, SparkleClient.withToken(slow, token).ticket()));
  }

  @Test
  void twoDevicesFollowOneConversationOnBothNodes() throws Exception {
    String token = guestToken(slow);
    try (ChatConnection phone = SparkleClient.withToken(slow, token).connect();
        ChatConnection desk = SparkleClient.withToken(slow, token).connect();
        ChatConnection tablet = SparkleClient.withToken(two, token).connect()) {
      phone.send(new Question("What is osmosis?"));
      String conversation = phone.await(ChatEvent.Accepted.class, PATIENCE).at().conversationId();
      desk.follow(conversation);
      tablet.follow(conversation);
      for (ChatConnection other : List.of(desk, tablet)) {
        assertEquals(1, other.await(ChatEvent.Following.class, PATIENCE).running().size());
        assertInstanceOf(ChatEvent.Done.class, last(other.untilEnd(PATIENCE)));
      }
      phone.await(ChatEvent.Done.class, PATIENCE);

      phone.send(new Question("And in a plant cell?").in(conversation));
      List<ChatEvent> asked = phone.untilEnd(PATIENCE);

      assertEquals(asked, desk.untilEnd(PATIENCE));
      assertEquals(asked, tablet.untilEnd(PATIENCE));
    }
  }

  @Test
  void theSameRequestOnTheOtherNodeIsTheSameAnswer() throws Exception {
    String token = guestToken(one);
    String id = UUID.randomUUID().toString();
    try (ChatConnection here = SparkleClient.withToken(one, token).connect();
        ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      here.send(new Question("What is a gene?"), id);
      here.await(ChatEvent.Accepted.class, PATIENCE);
      there.send(new Question("What is a gene?"), id);

      List<ChatEvent> second = there.untilEnd(PATIENCE);

      assertEquals(1, ((ChatEvent.OfGeneration) second.get(0)).at().seq());
      assertEquals(last(here.untilEnd(PATIENCE)), last(second));
    }
  }

  private static ChatEvent last(List<ChatEvent> events) {
    return events.isEmpty() ? null : events.get(events.size() - 1);
  }

  private static String words(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Delta.class::isInstance)
        .map(event -> ((ChatEvent.Delta) event).text())
        .collect(Collectors.joining());
  }

  private static String keptAnswer(URI node, String token, String conversation) {
    return SparkleClient.withToken(node, token)
        .call("GET", "conversations/" + conversation + "/messages", null)
        .path("items")
        .get(1)
        .path("text")
        .asText();
  }

  private static String guestToken(URI node) throws Exception {
    Session session = new dev.sparkle.cli.client.SignIn(node, java.time.Clock.systemUTC()).guest();
    return session.accessToken();
  }

  private static int upgrade(URI node, String ticket) {
    URI address =
        URI.create(node.toString().replaceFirst("^http", "ws") + "/ws/chat?ticket=" + ticket);
    return Upgrade.status(address, null);
  }
}
