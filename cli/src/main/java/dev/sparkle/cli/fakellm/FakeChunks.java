package dev.sparkle.cli.fakellm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of OpenAI's chat completions, as one request needs it. */
final class FakeChunks {

  static final ObjectMapper JSON = new ObjectMapper();
  static final String DONE = "data: [DONE]\n\n";

  private final String id;
  private final FakeRequest request;

  FakeChunks(String id, FakeRequest request) {
    this.id = id;
    this.request = request;
  }

  /** The first event: the role, without words. */
  String role() {
    ObjectNode delta = JSON.createObjectNode().put("role", "assistant").put("content", "");
    return event(chunk(delta, null));
  }

  String token(String text) {
    return event(chunk(JSON.createObjectNode().put("content", text), null));
  }

  String finish(String reason) {
    return event(chunk(JSON.createObjectNode(), reason));
  }

  String usage(int answerTokens) {
    ObjectNode chunk = envelope("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.set("usage", count(answerTokens));
    return event(chunk);
  }

  /** The whole answer at once. */
  JsonNode completion(FakeAnswer answer, boolean withUsage) {
    ObjectNode whole = envelope("chat.completion");
    ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer.text());
    choice.put("finish_reason", answer.finishReason());
    if (withUsage) {
      whole.set("usage", count(answer.tokens().size()));
    }
    return whole;
  }

  /** An error as OpenAI words it. */
  static JsonNode error(String code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", message).put("type", code).put("code", code);
    return body;
  }

  private ObjectNode chunk(ObjectNode delta, String finishReason) {
    ObjectNode chunk = envelope("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finishReason);
    return chunk;
  }

  private ObjectNode envelope(String object) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", 1_700_000_000L)
        .put("model", request.model());
  }

  private ObjectNode count(int answerTokens) {
    return JSON.createObjectNode()
        .put("prompt_tokens", request.promptTokens())
        .put("completion_tokens", answerTokens)
        .put("total_tokens", request.promptTokens() + answerTokens);
  }

  private static String event(JsonNode json) {
    return "data: " + json + "\n\n";
  }
}
