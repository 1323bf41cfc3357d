package dev.sparkle.chat.entity;

import java.util.Objects;
import java.util.UUID;

/**
 * What a learner asks.
 *
 * @param generation id of the answer to come
 * @param conversation the conversation it stands in
 * @param message the question's own message there
 * @param text the learner's words
 */
public record Question(
    UUID generation, UUID conversation, UUID message, String text, AskOptions options) {

  public Question {
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(conversation, "conversation");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
  }
}
