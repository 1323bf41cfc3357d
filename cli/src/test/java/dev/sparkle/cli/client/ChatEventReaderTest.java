package dev.sparkle.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.cli.client.ChatEvent.At;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatEventReaderTest {

  private static final At AT = new At("g", "c", 3);

  @Test
  void readsEachEventOfTheProtocol() {
    assertEquals(new ChatEvent.Accepted(AT, "q", "m"), of("accepted", "'id':'q','messageId':'m'"));
    assertEquals(
        new ChatEvent.Status(AT, "thinking", null, null), of("status", "'state':'thinking'"));
    assertEquals(
        new ChatEvent.Status(AT, "generating", "material", "No model."),
        of("status", "'state':'generating','source':'material','note':'No model.'"));
    assertEquals(new ChatEvent.Delta(AT, "光 "), of("delta", "'text':'光 '"));
    assertEquals(
        new ChatEvent.Redacted(AT, "email", 2), of("redacted", "'kind':'email','count':2"));
    assertEquals(
        new ChatEvent.Citations(
            AT, List.of(new ChatEvent.Reference(1, "m", "Cells", 4, "Light …", 0.5))),
        of(
            "citations",
            "'citations':[{'ref':1,'materialId':'m','title':'Cells','page':4,"
                + "'excerpt':'Light …','score':0.5}]"));
    assertEquals(
        new ChatEvent.Usage(
            AT, 9, 12, 0, new ChatEvent.Remaining(5L, 100L, Instant.parse("2026-11-24T00:00:00Z"))),
        of(
            "usage",
            "'inputTokens':9,'outputTokens':12,'costMicros':0,"
                + "'remaining':{'requests':5,'tokens':100,'resetsAt':'2026-11-24T00:00:00Z'}"));
    assertEquals(
        new ChatEvent.Done(AT, "stop", "m"), of("done", "'finishReason':'stop','messageId':'m'"));
    assertEquals(
        new ChatEvent.Stopped(AT, "cancelled", "m"),
        of("stopped", "'finishReason':'cancelled','messageId':'m'"));
    assertEquals(
        new ChatEvent.Blocked(AT, "content_filter", null, 1, "injection", "Ask about biology."),
        of(
            "blocked",
            "'finishReason':'content_filter','layer':1,'reason':'injection',"
                + "'message':'Ask about biology.'"));
    assertEquals(
        new ChatEvent.Failed(
            AT,
            "error",
            null,
            new ChatEvent.Problem("llm_rate_limited", "Busy.", true, 700L, null)),
        of(
            "failed",
            "'finishReason':'error','error':{'code':'llm_rate_limited','message':'Busy.',"
                + "'retryable':true,'retryAfterMs':700}"));
  }

  @Test
  void readsThatNothingLimitsTheQuestions() {
    assertEquals(
        new ChatEvent.Usage(AT, 9, 12, 0, new ChatEvent.Remaining(null, 100L, null)),
        of("usage", "'inputTokens':9,'outputTokens':12,'costMicros':0,'remaining':{'tokens':100}"));
  }

  @Test
  void readsWhatBelongsToNoGeneration() {
    assertEquals(
        new ChatEvent.Resumed("g", false),
        read("{'type':'chat.resumed','generationId':'g','recovered':false}"));
    assertEquals(
        new ChatEvent.BadFrame(
            null, new ChatEvent.Problem("bad_frame", "No JSON.", false, null, null)),
        read(
            "{'type':'error','error':{'code':'bad_frame','message':'No JSON.',"
                + "'retryable':false}}"));
  }

  @Test
  void refusesWhatTheProtocolDoesNotAllow() {
    for (String frame :
        List.of(
            "no json",
            "{'type':'chat.surprise','v':1,'generationId':'g','conversationId':'c','seq':1}",
            "{'type':'chat.delta','v':2,'generationId':'g','conversationId':'c','seq':1,'text':''}",
            "{'type':'chat.delta','v':1,'generationId':'g','conversationId':'c','text':'x'}",
            "{'type':'chat.delta','v':1,'generationId':'g','conversationId':'c','seq':1}",
            "{}")) {
      assertThrows(ProtocolException.class, () -> read(frame), frame);
    }
  }

  private static ChatEvent of(String type, String fields) {
    return read(
        "{'v':1,'type':'chat."
            + type
            + "','generationId':'g','conversationId':'c','seq':3,"
            + fields
            + "}");
  }

  private static ChatEvent read(String frame) {
    return ChatEventReader.read(frame.replace('\'', '"'));
  }

  @Test
  void readsHowATaskComesAlong() {
    assertEquals(
        new ChatEvent.TaskProgress("t", "material.ingest", "running", 0.4, null, null),
        ChatEventReader.read(
            "{\"v\":1,\"type\":\"task.progress\",\"taskId\":\"t\",\"taskType\":\"material.ingest\","
                + "\"state\":\"running\",\"progress\":0.4}"));
    assertEquals(
        new ChatEvent.TaskProgress("t", "x", "succeeded", 1.0, "{\"chunks\":12}", null),
        ChatEventReader.read(
            "{\"v\":1,\"type\":\"task.progress\",\"taskId\":\"t\",\"taskType\":\"x\","
                + "\"state\":\"succeeded\",\"progress\":1,\"result\":{\"chunks\":12}}"));
    assertThrows(
        ProtocolException.class,
        () ->
            ChatEventReader.read(
                "{\"v\":1,\"type\":\"task.progress\",\"taskId\":\"t\",\"taskType\":\"x\"}"));
  }
}
