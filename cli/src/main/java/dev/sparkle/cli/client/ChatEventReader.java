package dev.sparkle.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatEvent.At;
import dev.sparkle.cli.client.ChatEvent.Problem;
import dev.sparkle.cli.client.ChatEvent.Reference;
import dev.sparkle.cli.client.ChatEvent.Remaining;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads frames strictly: a field that the protocol promises must be there and of its type, the
 * version must be 1. Fields beyond it are passed over, as later versions may add some.
 */
final class ChatEventReader {

  private ChatEventReader() {}

  /**
   * Reads a frame.
   *
   * @throws ProtocolException if it is none of the protocol's
   */
  static ChatEvent read(String frame) {
    JsonNode json;
    try {
      json = Rest.JSON.readTree(frame);
    } catch (JsonProcessingException unreadable) {
      throw new ProtocolException("a frame that is no JSON");
    }
    String type = text(json, "type");
    return switch (type) {
      case "error" -> new ChatEvent.BadFrame(json.path("id").asText(null), problem(json));
      case "pong" -> new ChatEvent.Pong(json.path("id").asText(null));
      case "chat.resumed" ->
          new ChatEvent.Resumed(text(json, "generationId"), truth(json, "recovered"));
      case "chat.following" -> following(json);
      case "chat.rated" -> new ChatEvent.Rated(text(json, "messageId"), text(json, "rating"));
      case "task.progress" -> taskProgress(json);
      default -> ofGeneration(type, json, at(json));
    };
  }

  private static ChatEvent ofGeneration(String type, JsonNode json, At at) {
    String message = json.path("messageId").asText(null);
    return switch (type) {
      case "chat.accepted" -> new ChatEvent.Accepted(at, text(json, "id"), text(json, "messageId"));
      case "chat.status" ->
          new ChatEvent.Status(
              at,
              text(json, "state"),
              json.path("source").asText(null),
              json.path("note").asText(null));
      case "chat.citations" -> new ChatEvent.Citations(at, references(json));
      case "chat.delta" -> new ChatEvent.Delta(at, text(json, "text"));
      case "chat.redacted" ->
          new ChatEvent.Redacted(at, text(json, "kind"), (int) number(json, "count"));
      case "chat.usage" -> usage(at, json);
      case "chat.done" -> new ChatEvent.Done(at, text(json, "finishReason"), message);
      case "chat.stopped" -> new ChatEvent.Stopped(at, text(json, "finishReason"), message);
      case "chat.blocked" ->
          new ChatEvent.Blocked(
              at,
              text(json, "finishReason"),
              message,
              (int) number(json, "layer"),
              text(json, "reason"),
              text(json, "message"));
      case "chat.failed" ->
          new ChatEvent.Failed(at, text(json, "finishReason"), message, problem(json));
      default -> throw new ProtocolException("a frame of the unknown type " + type);
    };
  }

  private static ChatEvent following(JsonNode json) {
    if (!json.path("running").isArray()) {
      throw missing("running");
    }
    List<String> running = new ArrayList<>();
    json.path("running").forEach(id -> running.add(id.asText()));
    return new ChatEvent.Following(json.path("conversationId").asText(null), running);
  }

  private static ChatEvent taskProgress(JsonNode json) {
    requireVersion(json);
    if (!json.path("progress").isNumber()) {
      throw missing("progress");
    }
    return new ChatEvent.TaskProgress(
        text(json, "taskId"),
        text(json, "taskType"),
        text(json, "state"),
        json.path("progress").asDouble(),
        json.has("result") ? json.path("result").toString() : null,
        json.path("error").asText(null));
  }

  private static void requireVersion(JsonNode json) {
    if (number(json, "v") != 1) {
      throw new ProtocolException("a frame of version " + json.path("v"));
    }
  }

  private static At at(JsonNode json) {
    requireVersion(json);
    long seq = number(json, "seq");
    return new At(text(json, "generationId"), text(json, "conversationId"), seq);
  }

  private static ChatEvent.Usage usage(At at, JsonNode json) {
    JsonNode left = json.path("remaining");
    Remaining remaining =
        left.isObject()
            ? new Remaining(limited(left, "requests"), limited(left, "tokens"), instant(left))
            : null;
    return new ChatEvent.Usage(
        at,
        number(json, "inputTokens"),
        number(json, "outputTokens"),
        number(json, "costMicros"),
        remaining);
  }

  /** What nothing limits is absent. */
  private static Long limited(JsonNode json, String field) {
    return json.has(field) ? Long.valueOf(number(json, field)) : null;
  }

  private static Instant instant(JsonNode json) {
    String time = json.path("resetsAt").asText(null);
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeParseException wrong) {
      throw new ProtocolException("resetsAt is no UTC time");
    }
  }

  static List<Reference> references(JsonNode json) {
    if (!json.path("citations").isArray()) {
      throw missing("citations");
    }
    List<Reference> references = new ArrayList<>();
    json.path("citations").forEach(citation -> references.add(reference(citation)));
    return List.copyOf(references);
  }

  static Reference reference(JsonNode json) {
    return new Reference(
        (int) number(json, "ref"),
        text(json, "materialId"),
        text(json, "title"),
        json.path("page").isInt() ? json.path("page").asInt() : null,
        text(json, "excerpt"),
        json.path("score").asDouble());
  }

  private static Problem problem(JsonNode json) {
    JsonNode error = json.path("error");
    return new Problem(
        text(error, "code"),
        text(error, "message"),
        truth(error, "retryable"),
        error.path("retryAfterMs").isNumber() ? error.path("retryAfterMs").asLong() : null,
        error.path("traceId").asText(null));
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw missing(field);
    }
    return json.path(field).asText();
  }

  private static long number(JsonNode json, String field) {
    if (!json.path(field).isIntegralNumber()) {
      throw missing(field);
    }
    return json.path(field).asLong();
  }

  private static boolean truth(JsonNode json, String field) {
    if (!json.path(field).isBoolean()) {
      throw missing(field);
    }
    return json.path(field).asBoolean();
  }

  private static ProtocolException missing(String field) {
    return new ProtocolException("a frame without a proper " + field);
  }
}
