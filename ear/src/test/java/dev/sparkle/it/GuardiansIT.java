package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A learner in danger, over a real socket, and those who are told, over REST. */
class GuardiansIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String WORDS = "I don't want to live anymore";

  private final LibertyNode node = Lab.modelNode();
  private final Session learner = new SignIn(node.ports().address(), Clock.systemUTC()).guest();
  private final SparkleClient operator = Lab.operator(node);

  @Test
  void answersKindlyAsksNoModelAndTellsWhoeverIsInChargeWithoutTheWords() {
    long asked = Lab.fakeLlm().stats().requests();

    ChatEvent.Terminal end = new Learner(SparkleClient.as(learner)).ask(WORDS).end();

    ChatEvent.Blocked kind = assertInstanceOf(ChatEvent.Blocked.class, end);
    assertEquals(5, kind.layer());
    assertEquals("self_harm", kind.reason());
    assertEquals(asked, Lab.fakeLlm().stats().requests());
    JsonNode event = Await.until(PATIENCE, () -> eventIn("open"), seen -> !seen.isMissingNode());
    assertEquals("self_harm", event.path("kind").asText());
    assertFalse(event.toString().contains("live"), event.toString());
    JsonNode record =
        Await.until(
                PATIENCE,
                () ->
                    operator.call(
                        "GET", "admin/audit?generation=" + kind.at().generationId(), null),
                page -> page.path("items").size() >= 2)
            .path("items");
    assertFalse(record.toString().contains("anymore"), record.toString());

    String id = event.path("id").asText();
    operator.call("POST", "guardian/events/" + id + "/acknowledge", null);

    assertEquals("", eventIn("open").path("id").asText());
    assertFalse(eventIn("all").path("acknowledgedBy").asText().isEmpty());
    ApiProblem refused =
        assertThrows(
            ApiProblem.class,
            () -> Lab.guest(node).call("POST", "guardian/events/" + id + "/acknowledge", null));
    assertEquals(403, refused.status());
  }

  private JsonNode eventIn(String state) {
    for (JsonNode each :
        operator.call("GET", "guardian/events?limit=100&state=" + state, null).path("items")) {
      if (each.at("/account/id").asText().equals(learner.account())) {
        return each;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
