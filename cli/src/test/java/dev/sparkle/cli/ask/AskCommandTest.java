package dev.sparkle.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.StubServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AskCommandTest {

  private static final String AT =
      "\"v\":1,\"generationId\":\"g\",\"conversationId\":\"c\",\"seq\":";
  private final StubServer server = new StubServer().welcoming();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path root;

  @BeforeEach
  void root() {
    System.setProperty("sparkle.root", root.toString());
  }

  @AfterEach
  void close() {
    server.close();
    System.clearProperty("sparkle.root");
  }

  @Test
  void printsTheAnswerItsReferencesAndItsFigures() {
    answerWith(
        event("status", "\"state\":\"checking\""),
        event("status", "\"state\":\"generating\""),
        event(
            "citations",
            "\"citations\":["
                + citation(1, "Cells", ",\"page\":12")
                + ","
                + citation(2, "Unused", "")
                + "]"),
        event("delta", "\"text\":\"Water moves \""),
        event("delta", "\"text\":\"through [1].\""),
        event(
            "usage",
            "\"inputTokens\":1200,\"outputTokens\":34,\"costMicros\":0,"
                + "\"remaining\":{\"requests\":9,\"tokens\":18766,\"resetsAt\":null}"),
        event("done", "\"finishReason\":\"stop\",\"messageId\":\"m\""));
    assertEquals(0, ask("What", "is", "osmosis?"));
    String[] lines = out.toString().split("\\R");
    assertEquals("checking · generating", lines[0]);
    assertEquals("Water moves through [1].", lines[1]);
    assertEquals("[1] Cells, p. 12", lines[3]);
    assertTrue(
        lines[4].matches(
            "\\d+\\.\\d s · first words after \\d+\\.\\d s · 1,234 tokens, 18,766 left"),
        lines[4]);
    assertFalse(out.toString().contains("Unused"));
  }

  @Test
  void goesOnInTheLastConversationUnlessANewOneIsWanted() {
    answerWith(event("done", "\"finishReason\":\"stop\",\"messageId\":\"m\""));
    ask("one");
    ask("two");
    ask("--new", "three");
    assertFalse(server.frames.get(0).contains("conversationId"));
    assertTrue(server.frames.get(1).contains("\"conversationId\":\"c\""));
    assertFalse(server.frames.get(2).contains("conversationId"));
  }

  @Test
  void saysKindlyWhyItWasRefused() {
    answerWith(
        event(
            "blocked",
            "\"finishReason\":\"content_filter\",\"messageId\":\"m\",\"layer\":1,"
                + "\"reason\":\"injection\",\"message\":\"Ask me about the course.\""));
    assertEquals(1, ask("x"));
    assertEquals("Ask me about the course.", err.toString().strip());
  }

  @Test
  void givesOneObjectForPrograms() throws Exception {
    answerWith(
        event("delta", "\"text\":\"Yes.\""),
        event(
            "failed",
            "\"finishReason\":\"error\",\"error\":{\"code\":\"llm_timeout_gap\","
                + "\"message\":\"It stopped.\",\"retryable\":true,\"retryAfterMs\":1500}"));
    assertEquals(1, ask("--json", "x"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("failed", json.path("outcome").asText());
    assertEquals("Yes.", json.path("answer").asText());
    assertEquals("It stopped. Ask again in 2 s. (llm_timeout_gap)", json.path("message").asText());
  }

  @Test
  void tellsWhatToDoWithoutAServer() {
    server.close();
    assertEquals(3, ask("x"));
    assertTrue(err.toString().contains("./sparkle up"), err.toString());
  }

  @Test
  void needsAQuestion() {
    assertEquals(2, ask());
    assertEquals(2, ask(" "));
  }

  private int ask(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--url", server.uri().toString()));
    all.addAll(List.of(arguments));
    out.getBuffer().setLength(0);
    return new CommandLine(new AskCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private void answerWith(String... events) {
    server.chat(frame -> frame.contains("chat.send") ? List.of(events) : List.of());
  }

  private static String event(String type, String fields) {
    return "{\"type\":\"chat." + type + "\"," + AT + "1," + fields + "}";
  }

  private static String citation(int ref, String title, String page) {
    return "{\"ref\":%d,\"materialId\":\"m\",\"title\":\"%s\",\"excerpt\":\"e\",\"score\":0.5%s}"
        .formatted(ref, title, page);
  }
}
