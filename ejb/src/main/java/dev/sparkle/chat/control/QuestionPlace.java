package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds or makes the question of a generation, in its place among a conversation's branches. */
final class QuestionPlace {

  private final EntityManager entities;
  private final Conversation conversation;
  private final UUID account;
  private final Instant now;

  QuestionPlace(EntityManager entities, Conversation conversation, UUID account, Instant now) {
    this.entities = entities;
    this.conversation = conversation;
    this.account = account;
    this.now = now;
  }

  /** The message that a branch names. */
  static Optional<UUID> named(Branch branch) {
    if (branch instanceof Branch.After after) {
      return Optional.of(after.message());
    }
    if (branch instanceof Branch.Replaces replaces) {
      return Optional.of(replaces.message());
    }
    return branch instanceof Branch.Regenerate again
        ? Optional.of(again.message())
        : Optional.empty();
  }

  /**
   * The question.
   *
   * @param named the message that the branch names, of this conversation
   * @return empty if that is none to which this can be done
   */
  Optional<Message> question(Branch branch, Optional<Message> named, String text) {
    MessageTree tree = tree(entities, conversation.id());
    if (branch instanceof Branch.Regenerate) {
      Message message = named.orElseThrow();
      Message question =
          isQuestion(message) ? message : entities.find(Message.class, tree.parent(message.id()));
      return Optional.ofNullable(question).filter(QuestionPlace::isQuestion);
    }
    if (branch instanceof Branch.Replaces) {
      return named
          .filter(QuestionPlace::isQuestion)
          .map(message -> added(tree.parent(message.id()), text));
    }
    return Optional.of(added(named.map(Message::id).orElseGet(tree::newest), text));
  }

  private static boolean isQuestion(Message message) {
    return Message.LEARNER.equals(message.role());
  }

  private Message added(UUID parent, String text) {
    Message question =
        Message.question(UUID.randomUUID(), conversation.id(), account, parent, text, now);
    entities.persist(question);
    return question;
  }

  /** How a conversation branches. */
  static MessageTree tree(EntityManager entities, UUID conversation) {
    // served by message_order
    List<Object[]> rows =
        entities
            .createQuery(
                """
                select m.id, m.parent from Message m where m.conversation = :conversation
                order by m.createdAt, m.id
                """,
                Object[].class)
            .setParameter("conversation", conversation)
            .getResultList();
    return new MessageTree(
        conversation,
        rows.stream().map(row -> new MessageTree.Node((UUID) row[0], (UUID) row[1])).toList());
  }
}
