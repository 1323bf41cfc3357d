package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Coming in and going out, over REST and sockets, on two nodes. */
class SignInIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LibertyNode node = Lab.node();
  private final LibertyNode other = Lab.secondNode();
  private final SignIn door = new SignIn(node.ports().address(), Clock.systemUTC());

  @Test
  void aGuestWhoRegistersKeepsHisConversations() {
    Session guest = door.guest();
    new Learner(SparkleClient.as(guest)).ask("Why do plants need light?");
    String email = People.address();

    Http.Answer registered =
        People.call(node, "POST", "auth/register", guest.accessToken(), body(email, "Ada"));

    assertEquals(200, registered.status(), registered.toString());
    assertEquals(guest.account(), registered.json().at("/account/id").asText());
    assertFalse(registered.json().at("/account/guest").asBoolean(true));
    assertEquals("Ada", registered.json().at("/account/displayName").asText());
    Session later = door.login(email.toUpperCase(java.util.Locale.ROOT), People.PASSWORD);
    JsonNode kept = SparkleClient.as(later).call("GET", "conversations", null);
    assertEquals(1, kept.path("items").size(), kept.toString());
    assertEquals("session_ended", codeOf(guest.accessToken(), node));
    assertEquals(
        "session_ended",
        People.code(
            People.call(
                node, "POST", "auth/register", guest.accessToken(), body("y" + email, "y"))));
    assertEquals(
        409,
        People.call(node, "POST", "auth/register", later.accessToken(), body("x" + email, "x"))
            .status());
  }

  @Test
  void refusesAnAddressThatIsTakenAndAPasswordThatIsTriedFirst() {
    String email = People.address();
    assertEquals(200, register(email, People.PASSWORD).status());
    assertEquals("email_taken", People.code(register(email, People.PASSWORD)));
    assertEquals("weak_password", People.code(register(People.address(), "password123")));
    assertEquals("bad_email", People.code(register("nobody", People.PASSWORD)));
  }

  @Test
  void answersAWrongPasswordAndAnUnknownAddressAlikeAndShutsBothDoorsAlike() {
    String known = People.address();
    register(known, People.PASSWORD);
    List<String> answers = new ArrayList<>();
    for (String email : List.of(known, People.address())) {
      StringBuilder said = new StringBuilder();
      for (int attempt = 0; attempt < 6; attempt++) {
        Http.Answer answer = login(email, "wrong " + attempt);
        said.append(answer.status()).append(People.code(answer)).append(' ');
        said.append(answer.json().path("detail").asText().replaceAll("\\d+", "N"));
      }
      assertTrue(Integer.parseInt(login(email, "x").header("Retry-After")) > 50);
      answers.add(said.toString());
    }
    assertEquals(answers.get(0), answers.get(1));
    assertTrue(
        answers.get(0).endsWith("429too_many_attempts Too many attempts. Try again in N seconds."),
        answers.get(0));
    assertEquals(429, login(known, People.PASSWORD).status(), "the right one does not help now");
  }

  @Test
  void admitsNoMoreGuessesAtOnceThanOneAfterAnotherAndStaysAlive() throws Exception {
    String email = People.address();
    ExecutorService callers = Executors.newFixedThreadPool(60);
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String guess = "guess " + i;
        calls.add(callers.submit(() -> login(email, guess).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : calls) {
        statuses.add(call.get());
      }
      long looked = statuses.stream().filter(status -> status != 429).count();
      assertTrue(looked <= 5, statuses.toString());
      assertTrue(Set.of(401, 429, 503).containsAll(statuses), statuses.toString());
    } finally {
      callers.shutdownNow();
    }
    assertEquals(200, Http.get(node, "/health/live").status());
  }

  @Test
  void signingOutEndsTokenAndSocketOnTheOtherNodeWithinSeconds() {
    String email = People.address();
    register(email, People.PASSWORD);
    Session phone = door.login(email, People.PASSWORD);
    Session desk = door.login(email, People.PASSWORD);
    SparkleClient there = SparkleClient.withToken(other.ports().address(), phone.accessToken());
    try (ChatConnection socket = there.connect()) {
      assertEquals(200, usage(phone, other));

      assertEquals(204, logout(phone, false));

      Await.until(PATIENCE, () -> usage(phone, other), status -> status == 401);
      ChatEvent.Closed closed = socket.await(ChatEvent.Closed.class, PATIENCE);
      assertEquals(4001, closed.code());
    }
    assertEquals(200, usage(desk, other), "the other session goes on");
    assertEquals(401, refresh(phone));

    assertEquals(204, logout(desk, true));
    Await.until(PATIENCE, () -> usage(desk, other), status -> status == 401);
    assertEquals("session_ended", codeOf(desk.accessToken(), node));
    assertEquals(401, refresh(desk));
    assertEquals(200, usage(door.login(email, People.PASSWORD), other), "and he comes in again");
  }

  @Test
  void everySignInAndRefusalIsOnTheRecordUnderAPseudonym() {
    String email = People.address();
    register(email, People.PASSWORD);
    login(email, "wrong");
    SparkleClient operator = Lab.operator(node);
    Set<String> reasons =
        Await.until(
            PATIENCE,
            () -> {
              Set<String> seen =
                  operator
                      .call("GET", "admin/audit?kind=sign_in&limit=100", null)
                      .path("items")
                      .findValuesAsText("reason")
                      .stream()
                      .collect(Collectors.toSet());
              return seen;
            },
            seen -> seen.contains("registered") && seen.contains("credentials_wrong"));
    assertTrue(reasons.contains("registered"));
    assertFalse(
        operator.call("GET", "admin/audit?limit=100", null).toString().contains(email),
        "no record names anybody");
  }

  private Http.Answer register(String email, String password) {
    return People.call(node, "POST", "auth/register", null, credentials(email, password));
  }

  private Http.Answer login(String email, String password) {
    return People.call(node, "POST", "auth/login", null, credentials(email, password));
  }

  private int refresh(Session session) {
    return People.call(
            node,
            "POST",
            "auth/refresh",
            null,
            "{\"refreshToken\":\"" + session.refreshToken() + "\"}")
        .status();
  }

  private int logout(Session session, boolean everywhere) {
    return People.call(
            node,
            "POST",
            "auth/logout",
            null,
            "{\"refreshToken\":\"%s\",\"everywhere\":%s}"
                .formatted(session.refreshToken(), everywhere))
        .status();
  }

  private static int usage(Session session, LibertyNode node) {
    return People.call(node, "GET", "usage", session.accessToken(), null).status();
  }

  private static String codeOf(String token, LibertyNode node) {
    return People.code(People.call(node, "GET", "usage", token, null));
  }

  private static String credentials(String email, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  private static String body(String email, String name) {
    return "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"%s\"}"
        .formatted(email, People.PASSWORD, name);
  }
}
