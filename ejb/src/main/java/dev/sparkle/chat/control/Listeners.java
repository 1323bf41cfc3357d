package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who on this node wants to hear every answer of a conversation, also those that others ask for:
 * the learner's second device. A follower listens to one conversation at a time, and is told of
 * each answer once. Thread-safe.
 */
final class Listeners {

  /** Answers that are remembered as told; an announcement comes within seconds of its answer. */
  private static final int REMEMBERED = 64;

  /** One follower's listening. */
  private static final class Listening {
    private final UUID conversation;
    private final Set<UUID> told =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                return size() > REMEMBERED;
              }
            });

    Listening(UUID conversation) {
      this.conversation = conversation;
    }
  }

  private final Map<Follower, Listening> byFollower = new LinkedHashMap<>();

  /** Listens to this conversation from now on, and to no other. */
  synchronized void listen(Follower follower, UUID conversation) {
    Listening before = byFollower.get(follower);
    if (before == null || !before.conversation.equals(conversation)) {
      byFollower.put(follower, new Listening(conversation));
    }
  }

  /** Listens to nothing any more. */
  synchronized void leave(Follower follower) {
    byFollower.remove(follower);
  }

  /** Whether anybody listens to anything. */
  synchronized boolean any() {
    return !byFollower.isEmpty();
  }

  /** Those who listen to the conversation and were not told of the answer; now they are. */
  synchronized List<Follower> toTell(UUID generation, UUID conversation) {
    List<Follower> untold = new ArrayList<>();
    byFollower.forEach(
        (follower, listening) -> {
          if (listening.conversation.equals(conversation) && listening.told.add(generation)) {
            untold.add(follower);
          }
        });
    return untold;
  }

  /** Whether this one is to be told of the answer; if so, now it is. */
  synchronized boolean toTell(Follower follower, UUID generation, UUID conversation) {
    Listening listening = byFollower.get(follower);
    return listening != null
        && listening.conversation.equals(conversation)
        && listening.told.add(generation);
  }
}
