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

  /** A place in the list, which is ordered by both; its text is a cursor. */
  public record Place(Instant moment, UUID id) {

    /** Before the first. */
    public static final Place NEWEST =
        new Place(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** Where a conversation stands. */
    public static Place of(Conversation conversation) {
      return new Place(conversation.updatedAt(), conversation.id());
    }

    /**
     * Reads {@link #toString}.
     *
     * @throws IllegalArgumentException or {@link java.time.format.DateTimeParseException} if it is
     *     none
     */
    public static Place parse(String cursor) {
      String[] parts = cursor.split("_", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("no cursor: " + cursor);
      }
      Instant moment = Instant.parse(parts[0]);
      if (moment.isBefore(Instant.EPOCH) || moment.isAfter(NEWEST.moment())) {
        throw new IllegalArgumentException("no moment of ours: " + cursor);
      }
      return new Place(moment, UUID.fromString(parts[1]));
    }

    @Override
    public String toString() {
      return moment + "_" + id;
    }
  }

  @PersistenceContext(unitName = "sparkle")
  private EntityManager entities;

  /**
   * The caller's conversations, the latest first.
   *
   * @param before only those that come after this place in the list
   * @param limit at most so many
   */
  public List<Conversation> list(Caller caller, Place before, int limit) {
    // served by conversation_recent
    return entities
        .createQuery(
            """
            select c from Conversation c
            where c.account = :account
              and (c.updatedAt < :moment or c.updatedAt = :moment and c.id < :id)
            order by c.updatedAt desc, c.id desc
            """,
            Conversation.class)
        .setParameter("account", caller.account())
        .setParameter("moment", before.moment())
        .setParameter("id", before.id())
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
   * The turns around a question, without those that a safety layer has refused.
   *
   * @param question its message, which is left out
   * @param limit at most so many, the latest ones
   */
  public List<Turn> history(Caller caller, UUID conversation, UUID question, int limit) {
    // served by message_order
    List<Message> latest =
        entities
            .createQuery(
                """
                select m from Message m
                where m.conversation = :conversation and m.account = :account
                  and m.id <> :question and (m.outcome is null or m.outcome <> 'blocked')
                order by m.createdAt desc, m.id desc
                """,
                Message.class)
            .setParameter("conversation", conversation)
            .setParameter("account", caller.account())
            .setParameter("question", question)
            .setMaxResults(limit)
            .getResultList();
    List<Turn> turns =
        new java.util.ArrayList<>(
            latest.stream()
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
