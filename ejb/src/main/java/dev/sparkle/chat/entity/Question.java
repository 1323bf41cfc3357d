package dev.sparkle.chat.entity;

import java.util.Objects;
import java.util.UUID;

/**
 * What a learner asks.
 *
 * @param generation id of the answer to come
 * @param conversation the conversation it stands in; the question itself is already its last message
 * @param text the learner's words
 */
public record Question(UUID generation, UUID conversation, String text, AskOptions options) {

  public Question {
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(conversation, "conversation");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
  }
}
