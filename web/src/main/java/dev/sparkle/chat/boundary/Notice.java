package dev.sparkle.chat.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.Traces;
import java.util.List;
import java.util.UUID;

/** A frame that is not an event of a generation; absent is what there is not. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Notice(
    int v,
    String type,
    String id,
    UUID generationId,
    UUID conversationId,
    Boolean recovered,
    List<UUID> running,
    UUID messageId,
    String rating,
    ErrorInfo error) {

  private static final int VERSION = 1;

  /** The answer to a ping. */
  static String pong(String id) {
    return new Notice(VERSION, "pong", id, null, null, null, null, null, null, null).json();
  }

  /** The missing events follow, or (false) neither they nor further ones do. */
  static String resumed(UUID generation, boolean recovered) {
    return new Notice(
            VERSION, "chat.resumed", null, generation, null, recovered, null, null, null, null)
        .json();
  }

  /** Every answer of the conversation is told from now on; those that run first. */
  static String following(UUID conversation, List<UUID> running) {
    return new Notice(
            VERSION, "chat.following", null, null, conversation, null, running, null, null, null)
        .json();
  }

  /** An answer's rating was kept. */
  static String rated(UUID message, String rating) {
    return new Notice(VERSION, "chat.rated", null, null, null, null, null, message, rating, null)
        .json();
  }

  /**
   * Something is wrong with what the client sent.
   *
   * @param id of the client's frame; null if it had none
   */
  static String error(String id, ErrorInfo error) {
    return new Notice(
            VERSION, "error", id, null, null, null, null, null, null, error.within(Traces.id()))
        .json();
  }

  /** The request was taken before, and its events are gone. */
  static String askedBefore(String id, UUID generation, UUID conversation) {
    ErrorInfo error =
        ErrorInfo.of(
                "asked_before",
                "This id was used before. Load the conversation for its answer, or use a new id.")
            .within(Traces.id());
    return new Notice(VERSION, "error", id, generation, conversation, null, null, null, null, error)
        .json();
  }

  private String json() {
    return Json.write(this);
  }
}
