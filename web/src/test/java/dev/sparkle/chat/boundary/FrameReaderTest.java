package dev.sparkle.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sparkle.chat.control.FeedbackDesk;
import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.Mode;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {

  private static final String ID = "6f1c1f5e-8d0c-4a41-9d8c-0a2f7b1c9e10";

  private final FrameReader reader = new FrameReader(4000);

  @Test
  void readsAQuestionWithAllItsOptions() {
    ClientFrame.Send send =
        assertInstanceOf(
            ClientFrame.Send.class,
            reader.read(
                """
                {"type":"chat.send","id":"q-1","conversationId":"%1$s","text":"Why?",
                 "options":{"language":"zh-CN","materials":["%1$s"],"mode":"hint"}}
                """
                    .formatted(ID)));

    assertEquals("q-1", send.id());
    assertEquals(UUID.fromString(ID), send.conversation());
    assertEquals("zh-CN", send.options().language());
    assertEquals(Set.of(UUID.fromString(ID)), send.options().materials());
    assertEquals(Mode.HINT, send.options().mode());
  }

  @Test
  void readsWhereAQuestionStands() {
    String frame =
        "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"Why?\",\"options\":{\"%s\":\"%s\"}}";
    UUID message = UUID.fromString(ID);

    assertEquals(new Branch.After(message), branch(frame.formatted("after", ID)));
    assertEquals(new Branch.Replaces(message), branch(frame.formatted("replaces", ID)));
    assertEquals(new Branch.Regenerate(message), branch(frame.formatted("regenerate", ID)));
    assertEquals(
        new Branch.Regenerate(message),
        branch("{\"type\":\"chat.send\",\"id\":\"1\",\"options\":{\"regenerate\":\"" + ID + "\"}}"),
        "which has its question already");
  }

  private Branch branch(String frame) {
    return assertInstanceOf(ClientFrame.Send.class, reader.read(frame)).branch();
  }

  @Test
  void readsARating() {
    ClientFrame.Feedback feedback =
        assertInstanceOf(
            ClientFrame.Feedback.class,
            reader.read(
                "{\"type\":\"chat.feedback\",\"messageId\":\""
                    + ID
                    + "\",\"rating\":\"down\",\"comment\":\"Too long.\"}"));

    assertEquals(FeedbackDesk.Rating.DOWN, feedback.rating());
    assertEquals("Too long.", feedback.comment());
  }

  @Test
  void beginsANewConversationWithoutAnId() {
    ClientFrame.Send send =
        assertInstanceOf(
            ClientFrame.Send.class,
            reader.read("{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"Why?\",\"new\":1}"));

    assertNull(send.conversation());
    assertEquals(Mode.EXPLAIN, send.options().mode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bad_json      | {",
        "bad_json      | {} {}",
        "bad_frame     | []",
        "missing_field | {}",
        "unknown_type  | {\"type\":\"chat.sing\"}",
        "missing_field | {\"type\":\"chat.send\",\"text\":\"x\"}",
        "missing_field | {\"type\":\"chat.send\",\"id\":\"1\"}",
        "bad_id        | {\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"x\",\"conversationId\":\"y\"}",
        "bad_options   | {\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"x\",\"options\":[]}",
        "missing_field | {\"type\":\"chat.stop\"}",
        "missing_field | {\"type\":\"chat.feedback\",\"messageId\":\"%s\"}",
        "missing_field | {\"type\":\"chat.feedback\",\"rating\":\"up\"}",
        "missing_field | {\"type\":\"chat.feedback\",\"messageId\":\"%s\",\"rating\":\"great\"}",
        "bad_text      | {\"type\":\"chat.feedback\",\"messageId\":\"%s\",\"rating\":\"up\",\"comment\":7}",
        "bad_options   | {\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"x\",\"options\":{\"after\":\"%1$s\",\"replaces\":\"%1$s\"}}",
        "bad_id        | {\"type\":\"chat.send\",\"id\":\"1\",\"options\":{\"regenerate\":\"all\"}}",
        "bad_text      | {\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"half \\ud800 a pair\"}",
        "bad_id        | {\"type\":\"chat.send\",\"id\":\"\\udc00\",\"text\":\"x\"}",
        "bad_id        | {\"type\":\"chat.follow\",\"conversationId\":\"mine\"}",
        "missing_field | {\"type\":\"chat.resume\",\"generationId\":\"%s\",\"afterSeq\":1.5}",
      })
  void saysWhatIsWrong(String code, String frame) {
    ClientFrame.Bad bad = assertInstanceOf(ClientFrame.Bad.class, reader.read(frame.formatted(ID)));

    assertEquals(code, bad.error().code());
    assertFalse(bad.error().retryable());
  }

  @Test
  void givesTheFramesOwnIdBackWithTheError() {
    ClientFrame.Bad bad =
        (ClientFrame.Bad) reader.read("{\"type\":\"chat.send\",\"id\":\"mine\",\"text\":\"\"}");

    assertEquals("mine", bad.id());
  }

  @Property(tries = 5000)
  void answersWhateverComesWithAFrame(@ForAll String text) {
    assertNotNull(reader.read(text));
  }

  @Property
  void refusesEveryBeginningOfAFrame(@ForAll @IntRange(min = 0, max = 60) int length) {
    String frame = "{\"type\":\"chat.send\",\"id\":\"1\",\"text\":\"Why do plants need light?\"}";

    assertInstanceOf(
        ClientFrame.Bad.class,
        reader.read(frame.substring(0, Math.min(length, frame.length() - 1))));
  }
}
