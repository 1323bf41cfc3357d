package dev.sparkle.llm.entity;

import java.util.List;
import java.util.Objects;

/**
 * A call made ready for a provider.
 *
 * @param call what it was made from; a provider without a model answers from its passages
 * @param messages the messages in the order in which the model reads them
 */
public record Prompt(ModelCall call, List<Message> messages) {

  /** One message of a prompt. */
  public record Message(Author author, String text) {
    public Message {
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(text, "text");
    }
  }

  /** Whose words a message carries; the chat-completion roles. */
  public enum Author {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public Prompt {
    Objects.requireNonNull(call, "call");
    messages = List.copyOf(messages);
  }
}
