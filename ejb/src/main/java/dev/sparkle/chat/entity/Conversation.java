package dev.sparkle.chat.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Questions and answers that belong together. */
@Entity
@Table(name = "conversation")
public class Conversation {

  /** Longest title, in characters: one line on a phone. */
  public static final int MAX_TITLE = 80;

  @Id private UUID id;

  @Column(name = "account_id", nullable = false, updatable = false)
  private UUID account;

  @Column(nullable = false)
  private String title;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  private Instant updatedAt;

  /** For JPA. */
  protected Conversation() {}

  public Conversation(UUID id, UUID account, String title, Instant now) {
    this.id = id;
    this.account = account;
    this.title = title;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** A title made of a question's beginning. */
  public static String titleOf(String question) {
    String line = question.strip().replaceAll("\\s+", " ");
    if (line.length() <= MAX_TITLE) {
      return line;
    }
    int cut = MAX_TITLE - 1;
    if (Character.isHighSurrogate(line.charAt(cut - 1))) {
      cut--;
    }
    return line.substring(0, cut) + "…";
  }

  public UUID id() {
    return id;
  }

  public UUID account() {
    return account;
  }

  public String title() {
    return title;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  /**
   * Gives it a title.
   *
   * @throws IllegalArgumentException if it is empty, too long or more than one line
   */
  public void rename(String title) {
    if (title.isBlank() || title.length() > MAX_TITLE || !title.equals(titleOf(title))) {
      throw new IllegalArgumentException("a title is one line of 1 to " + MAX_TITLE);
    }
    this.title = title;
  }

  /** Moves it to the top of the learner's list. */
  public void touch(Instant now) {
    this.updatedAt = now;
  }
}
