package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Asking again, asking otherwise, going on elsewhere, and what a learner thinks of an answer. */
class BranchesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SparkleClient learner = Lab.guest(Lab.node());

  /** A question and its answer. */
  private record Turn(String conversation, String question, String answer) {}

  private static Turn ask(ChatConnection socket, Question question) {
    socket.send(question);
    ChatEvent.Accepted accepted = socket.await(ChatEvent.Accepted.class, PATIENCE);
    ChatEvent.Done done = socket.await(ChatEvent.Done.class, PATIENCE);
    return new Turn(accepted.at().conversationId(), accepted.messageId(), done.messageId());
  }

  private JsonNode messages(String conversation, String through) {
    return learner.call(
        "GET",
        "conversations/"
            + conversation
            + "/messages"
            + (through == null ? "" : "?through=" + through),
        null);
  }

  private List<String> ids(String conversation, String through) {
    return StreamSupport.stream(messages(conversation, through).path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  @Test
  void answersAgainBesideTheFirstAnswer() {
    try (ChatConnection socket = learner.connect()) {
      Turn first = ask(socket, new Question("What is osmosis?"));
      Turn again = ask(socket, Question.again(first.answer()));

      assertEquals(first.conversation(), again.conversation());
      assertEquals(first.question(), again.question(), "it is the same question");
      assertEquals(List.of(first.question(), again.answer()), ids(first.conversation(), null));
      assertEquals(
          List.of(first.question(), first.answer()), ids(first.conversation(), first.answer()));
      JsonNode answer = messages(first.conversation(), null).path("items").get(1);
      assertEquals(2, answer.path("versions").size());
      assertEquals(first.answer(), answer.path("versions").get(0).asText());
      assertEquals(first.question(), answer.path("parentId").asText());
    }
  }

  @Test
  void asksOtherwiseAndKeepsTheFirstBranch() {
    try (ChatConnection socket = learner.connect()) {
      Turn first = ask(socket, new Question("What is osmosis?"));
      Turn second = ask(socket, new Question("And in a plant cell?").in(first.conversation()));
      Turn otherwise = ask(socket, new Question("What is an enzyme?").insteadOf(second.question()));

      assertEquals(
          List.of(first.question(), first.answer(), otherwise.question(), otherwise.answer()),
          ids(first.conversation(), null));
      assertEquals(
          List.of(first.question(), first.answer(), second.question(), second.answer()),
          ids(first.conversation(), second.question()));

      Turn back = ask(socket, new Question("Why?").after(second.answer()));
      assertEquals(6, ids(first.conversation(), null).size());
      assertEquals(
          second.answer(),
          messages(first.conversation(), null).path("items").get(4).path("parentId").asText());
      assertEquals(back.answer(), ids(first.conversation(), null).get(5));
    }
  }

  @Test
  void touchesNobodyElsesMessages() {
    Turn mine;
    try (ChatConnection socket = learner.connect()) {
      mine = ask(socket, new Question("What is osmosis?"));
    }
    try (ChatConnection stranger = Lab.guest(Lab.node()).connect()) {
      for (Question question :
          List.of(
              Question.again(mine.answer()),
              new Question("x").insteadOf(mine.question()),
              new Question("x").after(mine.answer()),
              Question.again(UUID.randomUUID().toString()))) {
        stranger.send(question);
        assertEquals("message_not_found", refusal(stranger));
      }
      stranger.feedback(mine.answer(), false, null);
      assertEquals("message_not_found", refusal(stranger));
      stranger.follow(mine.conversation());
      assertEquals("conversation_not_found", refusal(stranger));
    }
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("x").insteadOf(mine.answer()));
      assertEquals("message_not_found", refusal(socket), "only a question can be put otherwise");
    }
    assertEquals(2, ids(mine.conversation(), null).size());
  }

  private static String refusal(ChatConnection socket) {
    return socket.await(ChatEvent.BadFrame.class, PATIENCE).error().code();
  }

  @Test
  void keepsTheLastRatingOfAnAnswer() {
    try (ChatConnection socket = learner.connect()) {
      Turn turn = ask(socket, new Question("What is osmosis?"));
      socket.feedback(turn.answer(), true, null);
      assertEquals("up", socket.await(ChatEvent.Rated.class, PATIENCE).rating());
      socket.feedback(turn.answer(), false, "Too short.");
      assertEquals("down", socket.await(ChatEvent.Rated.class, PATIENCE).rating());

      JsonNode answer = messages(turn.conversation(), null).path("items").get(1);
      assertEquals("down", answer.path("rating").asText());

      socket.feedback(turn.question(), true, null);
      assertEquals("message_not_found", refusal(socket), "a question is not rated");
    }
  }

  @Test
  void showsAnAnswerOnItsWayToWhoLoadsTheConversation() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("How does natural selection work?"));
      ChatEvent.At at = socket.await(ChatEvent.Delta.class, PATIENCE).at();

      JsonNode running = messages(at.conversationId(), null).path("running");

      assertEquals(at.generationId(), running.get(0).path("generationId").asText());
      try (ChatConnection other = learner.connect()) {
        other.resume(at.generationId(), 0);
        assertInstanceOf(ChatEvent.Resumed.class, other.next(PATIENCE).orElseThrow());
        other.await(ChatEvent.Done.class, PATIENCE);
      }
      assertEquals(0, messages(at.conversationId(), null).path("running").size());
    }
  }
}
