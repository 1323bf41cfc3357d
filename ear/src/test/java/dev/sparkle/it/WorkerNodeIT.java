package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.LibertyNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that only works answers health and metrics, and says so to everybody else. */
class WorkerNodeIT {

  private final LibertyNode worker = Lab.workerNode();

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/ready", "/health/live", "/health/started"})
  void isWell(String path) {
    Http.Answer answer = Http.get(worker, path);
    assertEquals(200, answer.status(), answer.toString());
    assertEquals("UP", answer.json().path("status").asText());
  }

  @Test
  void isMeasured() {
    assertEquals(200, Http.get(worker, "/metrics").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/api/v1/conversations", "/.well-known/jwks.json"})
  void servesNobody(String path) {
    Http.Answer answer = Http.get(worker, path);
    assertEquals(503, answer.status(), answer.toString());
    assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
    assertEquals("not_served_here", answer.json().path("code").asText());
    assertTrue(answer.json().path("detail").asText().contains("worker"), answer.body());
    assertEquals(answer.header("X-Request-Id"), answer.json().path("requestId").asText());
  }

  @Test
  void signsNobodyIn() {
    Http.Answer answer =
        Http.send(
            worker,
            "POST",
            "/api/v1/auth/guest",
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json");
    assertEquals(503, answer.status(), answer.toString());
  }

  @Test
  void opensNoSocket() {
    String ticket = Lab.guest(Lab.node()).ticket();
    URI address =
        URI.create(
            worker.ports().address().toString().replaceFirst("^http", "ws")
                + "/ws/chat?ticket="
                + ticket);
    assertEquals(503, Upgrade.status(address, null));
  }
}
