package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.StubServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamProbeTest {

  private static final String RESUMED =
      "{\"type\":\"chat.resumed\",\"generationId\":\"G\",\"recovered\":true}";

  private final StubServer server =
      new StubServer()
          .welcoming()
          .on("GET conversations/C/messages", messages("Light makes sugar."));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void readsTheRestBehindTheLastEvent() {
    assertEquals(List.of(), missed(of(delta(4, "sugar."), done(5))));
    assertTrue(
        server.frames.get(1).contains("\"afterSeq\":3"),
        "it dropped the socket in the middle of the words: " + server.frames);
  }

  @Test
  void missesWhatIsToldTwice() {
    assertEquals(
        List.of(
            "its events are numbered from 1 without a gap",
            "its pieces are the answer that REST tells"),
        missed(of(delta(3, "makes "), delta(4, "sugar."), done(5))));
  }

  @Test
  void missesWhatIsLost() {
    assertEquals(
        List.of(
            "pieces after it was resumed",
            "its events are numbered from 1 without a gap",
            "its pieces are the answer that REST tells"),
        missed(of(done(5))));
  }

  @Test
  void missesOtherWordsThanAreKept() {
    assertEquals(
        List.of("its pieces are the answer that REST tells"),
        missed(of(delta(4, "salt."), done(5))));
  }

  @Test
  void missesAnAnswerThatIsNotResumed() {
    List<String> missed = missed(List.of(RESUMED.replace("true", "false")));
    assertTrue(missed.contains("the answer is resumed behind the last event"), missed.toString());
    assertTrue(missed.contains("it ends once, and is done"), missed.toString());
  }

  @Test
  void doesNotTakeAnEndForALostSocket() {
    server.chat(
        frame ->
            frame.contains("chat.send")
                ? List.of(accepted(), delta(2, "Light makes sugar."), done(3))
                : List.of(RESUMED));
    assertTrue(missed().contains("it was lost before the end"));
  }

  private static List<String> of(String... events) {
    return Stream.concat(Stream.of(RESUMED), Stream.of(events)).toList();
  }

  private List<String> missed(List<String> afterResume) {
    server.chat(
        frame ->
            frame.contains("chat.send")
                ? List.of(accepted(), delta(2, "Light "), delta(3, "makes "))
                : afterResume);
    return missed();
  }

  private List<String> missed() {
    return StreamProbe.read(SparkleClient.asGuest(server.uri())).readings().stream()
        .filter(each -> !each.floorKept())
        .map(Reading::name)
        .toList();
  }

  private static String accepted() {
    return event("accepted", 1, "\"id\":\"Q\",\"messageId\":\"M\"");
  }

  private static String delta(int seq, String text) {
    return event("delta", seq, "\"text\":\"" + text + "\"");
  }

  private static String done(int seq) {
    return event("done", seq, "\"finishReason\":\"stop\",\"messageId\":\"N\"");
  }

  private static String event(String type, int seq, String fields) {
    return ("{\"type\":\"chat.%s\",\"v\":1,\"generationId\":\"G\",\"conversationId\":\"C\","
            + "\"seq\":%d,%s}")
        .formatted(type, seq, fields);
  }

  private static String messages(String text) {
    return ("{\"items\":[{\"role\":\"learner\",\"text\":\"How?\"},"
            + "{\"role\":\"tutor\",\"generationId\":\"G\",\"text\":\"%s\"}]}")
        .formatted(text);
  }
}
