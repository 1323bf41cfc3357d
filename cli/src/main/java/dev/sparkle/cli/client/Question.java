package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is asked.
 *
 * @param text the question
 * @param conversationId where it belongs; null: a new conversation
 * @param language wanted language of the answer, e.g. {@code zh}; null: the server's choice
 * @param materials ids of the materials to look in; empty: all
 * @param mode {@code explain}, {@code hint}, {@code quiz}; null: the server's choice
 */
public record Question(
    String text, String conversationId, String language, List<String> materials, String mode) {

  public Question {
    materials = List.copyOf(materials);
  }

  /** A question in a new conversation, without options. */
  public Question(String text) {
    this(text, null, null, List.of(), null);
  }

  /** The same question in a conversation; null: a new one. */
  public Question in(String conversation) {
    return new Question(text, conversation, language, materials, mode);
  }

  ObjectNode frame(String id) {
    ObjectNode frame = Rest.JSON.createObjectNode().put("type", "chat.send").put("id", id);
    if (conversationId != null) {
      frame.put("conversationId", conversationId);
    }
    frame.put("text", text);
    ObjectNode options = Rest.JSON.createObjectNode();
    if (language != null) {
      options.put("language", language);
    }
    if (!materials.isEmpty()) {
      materials.forEach(options.putArray("materials")::add);
    }
    if (mode != null) {
      options.put("mode", mode);
    }
    return options.isEmpty() ? frame : frame.set("options", options);
  }
}
