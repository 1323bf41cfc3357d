package dev.sparkle.chat.control;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sparkle.chat.entity.ChatEvent;
import dev.sparkle.platform.control.Json;
import java.util.UUID;

/** Writes a generation's events as frames of the chat protocol, version 1, and numbers them. */
final class EventFrames {

  private static final int VERSION = 1;

  private final UUID generation;
  private final UUID conversation;
  private long seq;

  EventFrames(UUID generation, UUID conversation) {
    this(generation, conversation, 0);
  }

  /** Goes on after the event of that number. */
  EventFrames(UUID generation, UUID conversation, long last) {
    this.generation = generation;
    this.conversation = conversation;
    this.seq = last;
  }

  /** The event as the next frame. */
  Published next(ChatEvent event) {
    seq++;
    return new Published(
        seq,
        Json.write(new Frame(VERSION, event.type(), generation, conversation, seq, event)),
        event.terminal());
  }

  private record Frame(
      int v,
      String type,
      UUID generationId,
      UUID conversationId,
      long seq,
      @JsonUnwrapped ChatEvent event) {}
}
