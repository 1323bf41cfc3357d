package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The way of a question over a real socket, answered from the material's own words. */
class StreamIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SparkleClient learner = Lab.guest(Lab.node());

  @Test
  void tellsTheWholeSequenceFromAcceptedToDone() {
    try (ChatConnection socket = learner.connect()) {
      String id = socket.send(new Question("Why do plants need light?"));

      List<ChatEvent> events = socket.untilEnd(PATIENCE);

      assertEquals(id, ((ChatEvent.Accepted) events.get(0)).id());
      assertEquals(
          List.of("checking", "retrieving", "thinking", "generating"),
          events.stream()
              .filter(ChatEvent.Status.class::isInstance)
              .map(event -> ((ChatEvent.Status) event).state())
              .toList());
      long citations = events.stream().filter(ChatEvent.Citations.class::isInstance).count();
      assertEquals(1, citations);
      assertTrue(events.stream().filter(ChatEvent.Delta.class::isInstance).count() > 3);
      assertInstanceOf(ChatEvent.Usage.class, events.get(events.size() - 2));
      ChatEvent.Done done = assertInstanceOf(ChatEvent.Done.class, events.get(events.size() - 1));
      assertEquals("stop", done.finishReason());
      for (int i = 0; i < events.size(); i++) {
        assertEquals(i + 1, ((ChatEvent.OfGeneration) events.get(i)).at().seq());
      }
    }
  }

  @Test
  void citesTheSectionThatTheAnswerIsFrom() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("What is osmosis?"));

      List<ChatEvent> events = socket.untilEnd(PATIENCE);

      ChatEvent.Citations found =
          events.stream()
              .filter(ChatEvent.Citations.class::isInstance)
              .map(ChatEvent.Citations.class::cast)
              .findFirst()
              .orElseThrow();
      String text = words(events);
      assertTrue(text.matches("(?s).*\\[\\d+].*"), text);
      assertTrue(
          found.citations().stream().anyMatch(each -> each.title().contains("Osmosis")),
          found.toString());
    }
  }

  @Test
  void answersInTheQuestionsLanguage() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("光合作用是什么？"));

      String text = words(socket.untilEnd(PATIENCE));

      assertTrue(text.codePoints().anyMatch(Character::isIdeographic), text);
    }
  }

  @Test
  void saysThatTheMaterialDoesNotSay() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("Who won the football world cup in 1998?"));

      List<ChatEvent> events = socket.untilEnd(PATIENCE);

      assertFalse(words(events).contains("[1]"), words(events));
      assertInstanceOf(ChatEvent.Done.class, events.get(events.size() - 1));
    }
  }

  @Test
  void keepsWhatWasSaidForLater() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("What is an enzyme?"));
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      String conversation = ((ChatEvent.Accepted) events.get(0)).at().conversationId();

      JsonNode list = learner.call("GET", "conversations", null).path("items");
      JsonNode messages =
          learner.call("GET", "conversations/" + conversation + "/messages", null).path("items");

      assertEquals("What is an enzyme?", list.get(0).path("title").asText());
      assertEquals("learner", messages.get(0).path("role").asText());
      assertEquals("tutor", messages.get(1).path("role").asText());
      assertEquals(words(events), messages.get(1).path("text").asText());
      assertEquals("done", messages.get(1).path("outcome").asText());
      assertTrue(messages.get(1).path("citations").size() > 0);
    }
  }

  @Test
  void takesTheSameRequestOnlyOnce() {
    try (ChatConnection socket = learner.connect()) {
      String id = UUID.randomUUID().toString();
      socket.send(new Question("What is a gene?"), id);
      List<ChatEvent> first = socket.untilEnd(PATIENCE);
      socket.send(new Question("What is a gene?"), id);
      List<ChatEvent> second = socket.untilEnd(PATIENCE);

      assertEquals(first, second);
      assertEquals(1, learner.call("GET", "conversations", null).path("items").size());
    }
  }

  @Test
  void goesOnWithoutTheSocketAndResumesWithoutALostOrDoubledEvent() {
    String generation;
    long seen;
    StringBuilder text = new StringBuilder();
    ChatConnection phone = learner.connect();
    phone.send(new Question("How does natural selection work?"));
    ChatEvent.Delta delta = phone.await(ChatEvent.Delta.class, PATIENCE);
    generation = delta.at().generationId();
    seen = delta.at().seq();
    text.append(delta.text());
    phone.drop();

    try (ChatConnection again = learner.connect()) {
      again.resume(generation, seen);
      assertTrue(again.await(ChatEvent.Resumed.class, PATIENCE).recovered());
      for (ChatEvent event : again.untilEnd(PATIENCE)) {
        assertEquals(++seen, ((ChatEvent.OfGeneration) event).at().seq());
        if (event instanceof ChatEvent.Delta more) {
          text.append(more.text());
        }
      }
    }
    JsonNode conversation = learner.call("GET", "conversations", null).path("items").get(0);
    JsonNode messages =
        learner
            .call("GET", "conversations/" + conversation.path("id").asText() + "/messages", null)
            .path("items");
    assertEquals(messages.get(1).path("text").asText(), text.toString());
  }

  @Test
  void stopsAndKeepsThePartialAnswer() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("How does blood flow through the heart?"));
      ChatEvent.Delta delta = socket.await(ChatEvent.Delta.class, PATIENCE);
      socket.stop(delta.at().generationId());

      ChatEvent.Stopped stopped = socket.await(ChatEvent.Stopped.class, PATIENCE);

      assertEquals("cancelled", stopped.finishReason());
      JsonNode answer =
          learner
              .call("GET", "conversations/" + delta.at().conversationId() + "/messages", null)
              .path("items")
              .get(1);
      assertEquals("stopped", answer.path("outcome").asText());
      assertTrue(answer.path("text").asText().startsWith(delta.text()));
    }
  }

  @Test
  void stopsAtEveryPositionAndKeepsExactlyWhatWasSaid() {
    try (ChatConnection socket = learner.connect()) {
      for (int position = 0; position < 14; position++) {
        String id = socket.send(new Question("How does blood flow through the heart?"));
        ChatEvent.Accepted accepted = socket.await(ChatEvent.Accepted.class, PATIENCE);
        assertEquals(id, accepted.id());
        List<ChatEvent> events = new ArrayList<>(List.of(accepted));
        while (events.size() <= position) {
          events.add(socket.next(PATIENCE).orElseThrow());
        }
        socket.stop(accepted.at().generationId());
        events.addAll(socket.untilEnd(PATIENCE));

        for (int i = 0; i < events.size(); i++) {
          assertEquals(i + 1, ((ChatEvent.OfGeneration) events.get(i)).at().seq());
        }
        assertInstanceOf(
            ChatEvent.Stopped.class, events.get(events.size() - 1), "stopped at " + position);
        JsonNode answer =
            learner
                .call("GET", "conversations/" + accepted.at().conversationId() + "/messages", null)
                .path("items")
                .get(1);
        assertEquals("stopped", answer.path("outcome").asText());
        assertEquals(words(events), answer.path("text").asText());
      }
    }
  }

  private static String words(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Delta.class::isInstance)
        .map(event -> ((ChatEvent.Delta) event).text())
        .collect(Collectors.joining());
  }
}
