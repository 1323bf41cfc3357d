package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.identity.entity.Caller;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;

/** What a learner does with his own conversations as a whole. */
@Stateless
public class ConversationChanges {

  @PersistenceContext(unitName = "sparkle")
  private EntityManager entities;

  /** A conversation of the caller's; empty if he has no such one. */
  public Optional<Conversation> find(Caller caller, UUID id) {
    return Optional.ofNullable(entities.find(Conversation.class, id))
        .filter(conversation -> conversation.account().equals(caller.account()));
  }

  /**
   * Gives it another title; its place in the list stays.
   *
   * @throws IllegalArgumentException if the title is empty or longer than {@link
   *     Conversation#MAX_TITLE}
   */
  public Optional<Conversation> rename(Caller caller, UUID id, String title) {
    Optional<Conversation> found = find(caller, id);
    found.ifPresent(conversation -> conversation.rename(title));
    return found;
  }

  /**
   * Removes it with its messages. An answer under way ends within its next lease, and is kept
   * nowhere.
   *
   * @return false if the caller has no such conversation
   */
  public boolean delete(Caller caller, UUID id) {
    // the primary key; what belongs to it goes by its foreign keys
    return entities
            .createQuery("delete from Conversation c where c.id = :id and c.account = :account")
            .setParameter("id", id)
            .setParameter("account", caller.account())
            .executeUpdate()
        == 1;
  }
}
