package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learners are kept out for a while, and operators are not. */
class MaintenanceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String MESSAGE = "We move <house>. Back at four.";

  private final LibertyNode node = Lab.node();
  private final SparkleClient operator = Lab.operator(node);

  private void set(boolean on) {
    operator.call(
        "PUT",
        "admin/maintenance",
        new ObjectMapper().createObjectNode().put("on", on).put("message", MESSAGE));
  }

  @AfterEach
  void letIn() {
    set(false);
  }

  @Test
  void tellsLearnersOverRestAndOnThePageAndLetsOperatorsIn() {
    String guest = Http.guest(node);
    set(true);

    Http.Answer answer = Http.get(node, "/api/v1/conversations", "Authorization", guest);
    assertEquals(503, answer.status());
    assertEquals("maintenance", People.code(answer));
    assertEquals(MESSAGE, answer.json().path("detail").asText());
    assertEquals("60", answer.header("Retry-After"));

    Http.Answer page = Http.get(node, "/");
    assertEquals(503, page.status());
    assertTrue(page.body().contains("We move &lt;house&gt;."), page.body());

    assertEquals(200, Http.get(node, "/ops/").status());
    assertTrue(operator.call("GET", "admin/overview", null).isObject());
    Http.Answer health = Http.get(node, "/health/ready");
    assertEquals(200, health.status());
    assertTrue(health.body().contains("\"maintenance\""), health.body());

    set(false);
    assertEquals(200, Http.get(node, "/api/v1/conversations", "Authorization", guest).status());
    assertEquals(200, Http.get(node, "/").status());
  }

  @Test
  void tellsAnOpenSocketAndClosesIt() {
    try (ChatConnection socket = Lab.guest(node).connect()) {
      socket.ping();
      socket.await(ChatEvent.Pong.class, PATIENCE);
      set(true);

      ChatEvent.BadFrame told = socket.await(ChatEvent.BadFrame.class, PATIENCE);
      assertEquals("maintenance", told.error().code());
      assertEquals(MESSAGE, told.error().message());
      assertEquals(4010, socket.await(ChatEvent.Closed.class, PATIENCE).code());
    }
  }
}
