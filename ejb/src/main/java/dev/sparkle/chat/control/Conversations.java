package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.entity.Caller;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /** A message on its branch, with all that stand in its place. */
  public record Placed(Message message, UUID parent, List<UUID> versions) {}

  /** The messages of the branch on which something was said last; see {@link #branch}. */
  public Optional<List<Message>> messages(Caller caller, UUID conversation) {
    return branch(caller, conversation, null)
        .map(branch -> branch.stream().map(Placed::message).toList());
  }

  /**
   * A branch of a conversation, in order.
   *
   * @param through a message on it, from which it goes on with what was said last; null: the branch
   *     on which something was said last
   * @return empty if the caller has no such conversation, or it has no such message
   */
  public Optional<List<Placed>> branch(Caller caller, UUID conversation, UUID through) {
    Conversation place = entities.find(Conversation.class, conversation);
    if (place == null || !place.account().equals(caller.account())) {
      return Optional.empty();
    }
    MessageTree tree = QuestionPlace.tree(entities, conversation);
    return (through == null ? Optional.of(tree.path(tree.newest())) : tree.through(through))
        .map(
            path ->
                read(caller, path).stream()
                    .map(
                        message ->
                            new Placed(
                                message, tree.parent(message.id()), tree.versions(message.id())))
                    .toList());
  }

  private List<Message> read(Caller caller, List<UUID> path) {
    if (path.isEmpty()) {
      return List.of();
    }
    // served by the primary key
    Map<UUID, Message> found =
        entities
            .createQuery(
                "select m from Message m where m.id in :ids and m.account = :account",
                Message.class)
            .setParameter("ids", path)
            .setParameter("account", caller.account())
            .getResultStream()
            .collect(Collectors.toMap(Message::id, Function.identity()));
    return path.stream().map(found::get).filter(Objects::nonNull).toList();
  }
}
