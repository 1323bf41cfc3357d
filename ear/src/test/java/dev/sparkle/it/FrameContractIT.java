package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the description is really held against the frames, and would notice. */
class FrameContractIT {

  private static final String DELTA =
      "{\"v\":1,\"type\":\"chat.delta\",\"generationId\":\"%1$s\",\"conversationId\":\"%1$s\","
          + "\"seq\":7,\"text\":\"x\"}";
  private static final String ID = "2b9f7a50-55f3-4c0a-9e51-ec8a96d29707";

  private final FrameContract contract = Lab.contract();

  @Test
  void holdsWhatIsAsDescribed() {
    assertDoesNotThrow(() -> contract.fromServer(DELTA.formatted(ID)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"v\":1,\"type\":\"chat.sing\"}",
        "{\"v\":1,\"type\":\"pong\",\"more\":1}",
        "{\"v\":2,\"type\":\"pong\"}",
        "{\"v\":1,\"type\":\"chat.resumed\",\"generationId\":\"x\",\"recovered\":true}",
        "{\"v\":1,\"type\":\"error\",\"error\":{\"code\":\"Bad\",\"message\":\"m\",\"retryable\":false}}",
        "{\"v\":1,\"type\":\"chat.delta\",\"seq\":0,\"text\":\"x\"}",
      })
  void noticesWhatIsNot(String frame) {
    assertThrows(AssertionError.class, () -> contract.fromServer(frame));
  }

  @Test
  void seesTheFramesOfTheTests() {
    long before = contract.seen().getOrDefault("chat.done", 0L);
    try (ChatConnection socket = Lab.guest(Lab.node()).connect()) {
      socket.send(new Question("What is osmosis?"));
      List<ChatEvent> events = socket.untilEnd(Duration.ofSeconds(30));
      assertTrue(events.size() > 4);
    }
    assertTrue(contract.seen().get("chat.done") > before);
    assertTrue(contract.seen().containsKey("chat.send"));
  }
}
