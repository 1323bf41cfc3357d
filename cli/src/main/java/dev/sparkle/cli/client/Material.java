package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A material as the server tells it.
 *
 * @param status {@code queued}, {@code ingesting}, {@code ready} or {@code failed}
 * @param chunks passages so far
 * @param error a sentence, where it failed; else null
 * @param taskId the task that takes it in; null if there is none any more
 */
public record Material(
    String id, String title, String status, int chunks, String error, String taskId) {

  static Material of(JsonNode json) {
    if (!json.path("id").isTextual() || !json.path("status").isTextual()) {
      throw new ProtocolException("a material without id or status");
    }
    JsonNode error = json.path("error");
    return new Material(
        json.path("id").asText(),
        json.path("title").asText(""),
        json.path("status").asText(),
        json.path("chunks").asInt(),
        error.isObject() ? error.path("message").asText() : error.asText(null),
        json.path("taskId").asText(null));
  }

  /** Whether nothing more will happen. */
  public boolean settled() {
    return status.equals("ready") || status.equals("failed");
  }
}
