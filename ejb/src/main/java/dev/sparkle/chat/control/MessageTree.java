package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How the messages of a conversation branch: an answer that was asked for again and a question that
 * was put otherwise stand beside the one before. Pure.
 */
final class MessageTree {

  /**
   * A message's place.
   *
   * @param parent the message before it; the conversation's id for a first one; null: the one
   *     before it in time, as nodes of an older version wrote it
   */
  record Node(UUID id, UUID parent) {}

  private final UUID conversation;
  private final Map<UUID, UUID> parents = new LinkedHashMap<>();
  private final Map<UUID, List<UUID>> children = new HashMap<>();

  /**
   * @param inTime all messages in the order of their time
   */
  MessageTree(UUID conversation, List<Node> inTime) {
    this.conversation = conversation;
    UUID before = conversation;
    for (Node node : inTime) {
      boolean known = node.parent() != null && isPlace(node.parent());
      UUID parent = known ? node.parent() : before;
      parents.put(node.id(), parent);
      children.computeIfAbsent(parent, id -> new ArrayList<>()).add(node.id());
      before = node.id();
    }
  }

  private boolean isPlace(UUID id) {
    return id.equals(conversation) || parents.containsKey(id);
  }

  /** The message before this one; the conversation's id for a first one. */
  UUID parent(UUID message) {
    return parents.get(message);
  }

  /** The latest message; the conversation's id if there is none. */
  UUID newest() {
    UUID last = conversation;
    for (UUID each : parents.keySet()) {
      last = each;
    }
    return last;
  }

  /** The messages up to this one, the first first; none if there is no such message. */
  List<UUID> path(UUID message) {
    List<UUID> path = new ArrayList<>();
    for (UUID at = message; parents.containsKey(at); at = parents.get(at)) {
      path.add(at);
    }
    Collections.reverse(path);
    return path;
  }

  /** The branch through this message, on to the latest of what follows; empty: no such message. */
  Optional<List<UUID>> through(UUID message) {
    if (!parents.containsKey(message)) {
      return Optional.empty();
    }
    UUID leaf = message;
    while (children.containsKey(leaf)) {
      List<UUID> next = children.get(leaf);
      leaf = next.get(next.size() - 1);
    }
    return Optional.of(path(leaf));
  }

  /** This message and those in its place, in the order of their time. */
  List<UUID> versions(UUID message) {
    return List.copyOf(children.get(parents.get(message)));
  }
}
