package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FrameGlanceTest {

  @Test
  void findsTheTypeBeforeAnythingThatAModelWrote() {
    String frame =
        """
        {"v":1,"type":"chat.delta","seq":7,"text":"say \\"type\\":\\"chat.done\\""}""";
    assertEquals("chat.delta", FrameGlance.type(frame));
  }

  @Test
  void findsTheCodeOfAFailure() {
    assertEquals(
        "node_lost",
        FrameGlance.code(
            """
            {"v":1,"type":"chat.failed","seq":9,"error":{"code":"node_lost","message":"m"}}"""));
  }

  @Test
  void isEmptyWhereThereIsNone() {
    assertEquals("", FrameGlance.type("{}"));
    assertEquals("", FrameGlance.code("{\"type\":\"pong\"}"));
  }
}
