package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.client.OperatorToken;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** What the failure drills need is not there on a node that belongs to none. */
class DrillsAreOffIT {

  @Test
  void nobodyCanSubmitTheWorkOfADrill() {
    Http.Answer answer =
        Http.send(
            Lab.node(),
            "POST",
            "/api/v1/admin/drill-tasks",
            BodyPublishers.ofString("{\"tasks\": [{\"key\": \"k\", \"millis\": 0}]}"),
            "Authorization",
            "Bearer " + OperatorToken.lookup().mint(Lab.keys()).orElseThrow(),
            "Content-Type",
            "application/json");
    assertEquals(404, answer.status(), answer.toString());
    assertEquals("not_found", answer.json().path("code").asText());
  }
}
