package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SparkleClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes hold nothing of their own: what begins on one goes on, on the other. */
class TwoNodesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI one = Lab.node().ports().address();
  private final URI two = Lab.secondNode().ports().address();

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
  void neverRecoversHalfAnAnswerOfTheOtherNode() throws Exception {
    String token = guestToken(one);
    String generation;
    try (ChatConnection here = SparkleClient.withToken(one, token).connect()) {
      here.send(new Question("What is osmosis?"));
      generation = here.await(ChatEvent.Done.class, PATIENCE).at().generationId();
    }
    try (ChatConnection there = SparkleClient.withToken(two, token).connect()) {
      there.resume(generation, 2);
      assertFalse(there.await(ChatEvent.Resumed.class, PATIENCE).recovered());
    }
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
