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
 * @param branch where in the conversation it stands
 */
public record Question(
    String text,
    String conversationId,
    String language,
    List<String> materials,
    String mode,
    Branch branch) {

  /**
   * Where a question stands.
   *
   * @param option {@code after}, {@code replaces} or {@code regenerate}; null: behind what was said
   *     last
   * @param messageId the message that is meant
   */
  public record Branch(String option, String messageId) {
    /** Behind what was said last. */
    public static final Branch NEWEST = new Branch(null, null);
  }

  public Question {
    materials = List.copyOf(materials);
  }

  /** A question behind what was said last. */
  public Question(
      String text, String conversationId, String language, List<String> materials, String mode) {
    this(text, conversationId, language, materials, mode, Branch.NEWEST);
  }

  /** An answer's question once more. */
  public static Question again(String answerId) {
    return new Question("").at(new Branch("regenerate", answerId));
  }

  /** This in the place of an earlier question. */
  public Question insteadOf(String questionId) {
    return at(new Branch("replaces", questionId));
  }

  /** This behind that message. */
  public Question after(String messageId) {
    return at(new Branch("after", messageId));
  }

  private Question at(Branch place) {
    return new Question(text, conversationId, language, materials, mode, place);
  }

  /** A question in a new conversation, without options. */
  public Question(String text) {
    this(text, null, null, List.of(), null);
  }

  /** The same question in a conversation; null: a new one. */
  public Question in(String conversation) {
    return new Question(text, conversation, language, materials, mode, branch);
  }

  ObjectNode frame(String id) {
    ObjectNode frame = Rest.JSON.createObjectNode().put("type", "chat.send").put("id", id);
    if (conversationId != null) {
      frame.put("conversationId", conversationId);
    }
    if (!text.isEmpty()) {
      frame.put("text", text);
    }
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
    if (branch.option() != null) {
      options.put(branch.option(), branch.messageId());
    }
    return options.isEmpty() ? frame : frame.set("options", options);
  }
}
