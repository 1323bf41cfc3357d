package dev.sparkle.chat.entity;

import dev.sparkle.knowledge.entity.Citation;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** One message of a conversation. */
@Entity
@Table(name = "message")
public class Message {

  /** Who wrote it, as on the wire. */
  public static final String LEARNER = "learner";

  public static final String TUTOR = "tutor";

  /** The outcome of what a safety layer ended; questions have it, too. */
  public static final String BLOCKED = "blocked";

  @Id private UUID id;

  @Column(name = "conversation_id", nullable = false, updatable = false)
  private UUID conversation;

  @Column(name = "account_id", nullable = false, updatable = false)
  private UUID account;

  @Column(name = "parent_id", updatable = false)
  private UUID parent;

  @Column(nullable = false, updatable = false)
  private String role;

  @Column(nullable = false)
  private String text;

  @Convert(converter = CitationsColumn.class)
  @Column(nullable = false)
  private List<Citation> citations;

  private String outcome;

  @Column(updatable = false)
  private String mode;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  /** For JPA. */
  protected Message() {}

  private Message(
      UUID id,
      UUID conversation,
      UUID account,
      UUID parent,
      String role,
      String text,
      List<Citation> citations,
      String outcome,
      Instant now) {
    this.id = id;
    this.conversation = conversation;
    this.account = account;
    this.parent = parent;
    this.role = role;
    this.text = text;
    this.citations = List.copyOf(citations);
    this.outcome = outcome;
    this.createdAt = now;
  }

  /**
   * A learner's question.
   *
   * @param parent the message before it on its branch; the conversation's id for a first one
   */
  public static Message question(
      UUID id, UUID conversation, UUID account, UUID parent, String text, Instant now) {
    return new Message(id, conversation, account, parent, LEARNER, text, List.of(), null, now);
  }

  /** The tutor's answer to a question, as far as it came. */
  public static Message answer(
      UUID id,
      UUID conversation,
      UUID account,
      UUID question,
      Mode mode,
      String text,
      List<Citation> citations,
      String outcome,
      Instant now) {
    Message answer =
        new Message(id, conversation, account, question, TUTOR, text, citations, outcome, now);
    answer.mode = mode.name().toLowerCase(Locale.ROOT);
    return answer;
  }

  public UUID id() {
    return id;
  }

  public UUID conversation() {
    return conversation;
  }

  public UUID account() {
    return account;
  }

  /**
   * The message before it on its branch; the conversation's id for a first one; null: the one
   * before it in time, as nodes of an older version wrote it.
   */
  public UUID parent() {
    return parent;
  }

  public String role() {
    return role;
  }

  public String text() {
    return text;
  }

  public List<Citation> citations() {
    return citations;
  }

  /** How the tutor helped; null for a question, and where an older version wrote it. */
  public Mode mode() {
    return mode == null ? null : Mode.valueOf(mode.toUpperCase(Locale.ROOT));
  }

  /** How the answer ended; null for a question. */
  public String outcome() {
    return outcome;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
