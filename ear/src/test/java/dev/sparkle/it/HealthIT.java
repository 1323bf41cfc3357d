package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.services.LibertyNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node says about itself, and what every answer carries. */
class HealthIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LibertyNode node = Lab.node();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/health, node migrations settings database redis model maintenance serving",
    "/health/live, node",
    "/health/started, migrations",
    "/health/ready, migrations settings database redis model maintenance serving"
  })
  void isUpWithItsChecks(String path, String expected) {
    Http.Answer answer = Http.get(node, path);

    assertEquals(200, answer.status());
    assertEquals("UP", answer.json().path("status").asText());
    assertEquals(Set.of(expected.split(" ")), names(answer.json()));
    for (JsonNode check : answer.json().path("checks")) {
      assertEquals("UP", check.path("status").asText(), check.toString());
    }
  }

  @Test
  void saysWhatIsBehindReadiness() {
    JsonNode ready = Http.get(node, "/health/ready").json();

    assertTrue(data(ready, "database").path("latencyMicros").asLong() > 0, ready.toString());
    assertFalse(
        Instant.parse(data(ready, "database").path("since").asText()).isAfter(Instant.now()));
    assertEquals("up", data(ready, "redis").path("state").asText());
    assertEquals("extractive", data(ready, "model").path("provider").asText());
    assertTrue(data(ready, "migrations").path("version").asInt() >= 3, ready.toString());
  }

  @Test
  void countsSocketsAndCalls() {
    try (ChatConnection socket = Lab.guest(node).connect()) {
      socket.send(new Question("What is osmosis?"));
      socket.await(ChatEvent.Done.class, PATIENCE);

      String metrics = Http.get(node, "/metrics").body();

      assertTrue(value(metrics, "chat_sockets") >= 1, metrics);
      assertTrue(value(metrics, "llm_calls_total") >= 1, metrics);
      assertTrue(value(metrics, "llm_tokens_total") >= 1, metrics);
      assertTrue(value(metrics, "llm_first_token_seconds_count") >= 1, metrics);
      assertTrue(value(metrics, "llm_call_duration_seconds_count") >= 1, metrics);
      assertTrue(value(metrics, "llm_cost_micros_total") >= 0, metrics);
      assertTrue(value(metrics, "chat_generations") >= 0, metrics);
      assertTrue(value(metrics, "memory_usedHeap_bytes") > 0, metrics);
    }
  }

  @Test
  void givesARequestItsOwnIdBackOrANewOne() {
    String mine = Http.get(node, "/app.js", "X-Request-Id", "phone-17.a_b").header("X-Request-Id");
    String bad =
        Http.get(node, "/api/v1/nothing", "X-Request-Id", "x\" forged").header("X-Request-Id");
    String none = Http.get(node, "/").header("X-Request-Id");

    assertEquals("phone-17.a_b", mine);
    assertTrue(bad.matches("[0-9a-f-]{36}"), bad);
    assertTrue(none.matches("[0-9a-f-]{36}"), none);
    assertNotEquals(bad, none);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/api/v1/nothing", "/api/v1/conversations"})
  void setsTheHeadersThatProtectABrowser(String path) {
    Http.Answer answer = Http.get(node, path);

    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals("DENY", answer.header("X-Frame-Options"));
    assertEquals("no-referrer", answer.header("Referrer-Policy"));
    assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'self'"));
    assertEquals("", answer.header("Server"));
    assertEquals("", answer.header("X-Powered-By"));
    assertEquals(
        path.startsWith("/api/"), answer.header("Cache-Control").contains("no-store"), path);
  }

  @Test
  void describesItsRestInterface() {
    Http.Answer answer = Http.get(node, "/openapi", "Accept", "application/json");

    JsonNode paths = answer.json().path("paths");
    for (String path :
        Set.of(
            "/api/v1/auth/guest",
            "/api/v1/auth/refresh",
            "/api/v1/chat/tickets",
            "/api/v1/conversations",
            "/api/v1/conversations/{id}/messages",
            "/api/v1/materials",
            "/api/v1/materials/{id}",
            "/api/v1/search")) {
      assertFalse(paths.path(path).isMissingNode(), path + " in " + paths);
    }
    assertEquals(200, Http.get(node, "/openapi/ui/").status());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /api/v1/nothing, 404, not_found",
    "GET, /api/v1/conversations/not-an-id/messages, 404, conversation_not_found",
    "GET, /api/v1/materials/not-an-id, 404, material_not_found",
    "DELETE, /api/v1/conversations, 405, method_not_allowed",
    "GET, /api/v1/search, 400, question_missing"
  })
  void refusesWithAProblemDocument(String method, String path, int status, String code) {
    Http.Answer answer =
        Http.send(node, method, path, BodyPublishers.noBody(), "Authorization", Http.guest(node));

    assertProblem(answer, status, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer guess", "Bearer a.b.c", "Basic YTpi"})
  void asksForASignInWithAProblemDocument(String authorization) {
    Http.Answer answer =
        authorization.isEmpty()
            ? Http.get(node, "/api/v1/conversations")
            : Http.get(node, "/api/v1/conversations", "Authorization", authorization);

    assertProblem(answer, 401, "unauthorized");
    assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer"), answer.toString());
  }

  private static void assertProblem(Http.Answer answer, int status, String code) {
    assertEquals(status, answer.status(), answer.toString());
    assertEquals("application/problem+json", answer.header("Content-Type"), answer.toString());
    assertEquals(status, answer.json().path("status").asInt());
    assertEquals(code, answer.json().path("code").asText());
    assertFalse(answer.json().path("title").asText().isBlank(), answer.body());
    assertFalse(answer.json().path("detail").asText().isBlank(), answer.body());
    assertEquals(answer.header("X-Request-Id"), answer.json().path("requestId").asText());
  }

  private static Set<String> names(JsonNode health) {
    return StreamSupport.stream(health.path("checks").spliterator(), false)
        .map(check -> check.path("name").asText())
        .collect(Collectors.toSet());
  }

  private static JsonNode data(JsonNode health, String name) {
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check.path("data");
      }
    }
    throw new AssertionError("no check " + name + " in " + health);
  }

  /** The sum of a metric over its labels. */
  private static double value(String metrics, String name) {
    var lines = metrics.lines().filter(line -> line.matches(name + "(\\{.*})? .*")).toList();
    assertFalse(lines.isEmpty(), name + " is missing in " + metrics);
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
