package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A socket hears how its account's tasks come along, and nothing of anybody else's. */
class TaskProgressIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LibertyNode node = Lab.node();

  private Session guest() {
    return new SignIn(node.ports().address(), Clock.systemUTC()).guest();
  }

  @Test
  void tellsTheOwnerGatheredAndAlwaysTheEnd() throws Exception {
    Session learner = guest();
    try (ChatConnection socket = SparkleClient.as(learner).connect();
        ChatConnection foreign = SparkleClient.as(guest()).connect()) {
      UUID id =
          PlantedTasks.scheduled("it.progress", "q-progress", UUID.fromString(learner.account()));
      ChatEvent.TaskProgress first = socket.await(ChatEvent.TaskProgress.class, PATIENCE);
      assertEquals(id.toString(), first.taskId());
      assertEquals("it.progress", first.taskType());
      assertEquals("scheduled", first.state());

      for (int percent = 1; percent <= 50; percent++) {
        PlantedTasks.progress(id, percent / 100.0);
      }
      SparkleClient.as(learner).call("POST", "tasks/" + id + "/cancel", null);

      List<ChatEvent.TaskProgress> heard = new ArrayList<>();
      do {
        heard.add(socket.await(ChatEvent.TaskProgress.class, PATIENCE));
      } while (!heard.get(heard.size() - 1).state().equals("cancelled"));
      assertTrue(heard.size() < 50, "gathered: " + heard.size());
      for (int i = 1; i < heard.size(); i++) {
        assertTrue(heard.get(i).progress() >= heard.get(i - 1).progress(), heard.toString());
      }

      foreign.ping();
      assertInstanceOf(
          ChatEvent.Pong.class,
          foreign.next(PATIENCE).orElseThrow(),
          "another account's socket hears nothing");
    }
  }
}
