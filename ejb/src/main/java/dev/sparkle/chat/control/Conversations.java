package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Turn;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a learner's own conversations; nobody else's can be seen through it. */
@Stateless
public class Conversations {

  @PersistenceContext(unitName = "sparkle")
  private EntityManager entities;

  /**
   * The caller's conversations, the latest first.
   *
   * @param before only older ones than this; null for the newest
   * @param limit at most so many
   */
  public List<Conversation> list(Caller caller, Instant before, int limit) {
    // served by conversation_recent
    return entities
        .createQuery(
            """
            select c from Conversation c
            where c.account = :account and c.updatedAt < :before
            order by c.updatedAt desc, c.id desc
            """,
            Conversation.class)
        .setParameter("account", caller.account())
        .setParameter("before", before == null ? Instant.parse("9999-01-01T00:00:00Z") : before)
        .setMaxResults(limit)
        .getResultList();
  }

  /** A conversation's messages in their order; empty if the caller has no such conversation. */
  public Optional<List<Message>> messages(Caller caller, UUID conversation) {
    Conversation place = entities.find(Conversation.class, conversation);
    if (place == null || !place.account().equals(caller.account())) {
      return Optional.empty();
    }
    // served by message_order
    return Optional.of(
        entities
            .createQuery(
                """
                select m from Message m
                where m.conversation = :conversation and m.account = :account
                order by m.createdAt, m.id
                """,
                Message.class)
            .setParameter("conversation", conversation)
            .setParameter("account", caller.account())
            .getResultList());
  }

  /**
   * The turns before the last question.
   *
   * @param limit at most so many, the latest ones
   */
  public List<Turn> history(Caller caller, UUID conversation, int limit) {
    // served by message_order
    List<Message> latest =
        entities
            .createQuery(
                """
                select m from Message m
                where m.conversation = :conversation and m.account = :account
                order by m.createdAt desc, m.id desc
                """,
                Message.class)
            .setParameter("conversation", conversation)
            .setParameter("account", caller.account())
            .setMaxResults(limit + 1)
            .getResultList();
    List<Turn> turns =
        new java.util.ArrayList<>(
            latest.stream()
                .skip(1)
                .filter(message -> !message.text().isBlank())
                .map(Conversations::turn)
                .toList());
    Collections.reverse(turns);
    return turns;
  }

  private static Turn turn(Message message) {
    return new Turn(
        Message.LEARNER.equals(message.role()) ? Turn.Speaker.LEARNER : Turn.Speaker.TUTOR,
        message.text());
  }
}
