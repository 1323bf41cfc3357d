package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Set<UUID> places = new HashSet<>(Set.of(conversation));
    inTime.forEach(node -> places.add(node.id()));
    UUID before = conversation;
    for (Node node : inTime) {
      UUID parent = places.contains(node.parent()) ? node.parent() : before;
      parents.put(node.id(), parent);
      children.computeIfAbsent(parent, id -> new ArrayList<>()).add(node.id());
      before = node.id();
    }
  }

  /** The message before this one; the conversation's id for a first one. */
  UUID parent(UUID message) {
    return parents.get(message);
  }

  /**
   * What was said last; the conversation's id if nothing was. Clocks may be wrong: what follows a
   * message counts as later.
   */
  UUID newest() {
    UUID last = conversation;
    for (UUID each : parents.keySet()) {
      last = each;
    }
    return leaf(last);
  }

  private UUID leaf(UUID from) {
    UUID leaf = from;
    for (int steps = 0; children.containsKey(leaf) && steps < parents.size(); steps++) {
      List<UUID> next = children.get(leaf);
      leaf = next.get(next.size() - 1);
    }
    return leaf;
  }

  /** The messages up to this one, the first first; none if there is no such message. */
  List<UUID> path(UUID message) {
    List<UUID> path = new ArrayList<>();
    // bounded, since wrong clocks and messages without a parent might make a ring
    for (UUID at = message; parents.containsKey(at) && path.size() < parents.size(); ) {
      path.add(at);
      at = parents.get(at);
    }
    Collections.reverse(path);
    return path;
  }

  /** The branch through this message, on to the latest of what follows; empty: no such message. */
  Optional<List<UUID>> through(UUID message) {
    return parents.containsKey(message) ? Optional.of(path(leaf(message))) : Optional.empty();
  }

  /** This message and those in its place, in the order of their time. */
  List<UUID> versions(UUID message) {
    return List.copyOf(children.get(parents.get(message)));
  }
}
