package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of one answer so far, and who follows them: each follower is told every event after
 * the one that it named, in order, once. Not thread-safe.
 */
final class Audience {

  private final List<Published> events = new ArrayList<>();
  private final Map<Follower, Runnable> followers = new LinkedHashMap<>();

  /** The number of the last event; 0 if there is none. */
  long last() {
    return events.size();
  }

  /** Whether nothing follows. */
  boolean ended() {
    return !events.isEmpty() && events.get(events.size() - 1).terminal();
  }

  boolean isEmpty() {
    return followers.isEmpty();
  }

  boolean has(Follower follower) {
    return followers.containsKey(follower);
  }

  /** The next event; with the last one all followers leave. */
  void tell(Published event) {
    events.add(event);
    followers.keySet().forEach(follower -> follower.event(event));
    if (event.terminal()) {
      followers.clear();
    }
  }

  /**
   * Tells a follower all events after that one, those to come included.
   *
   * @param lost told if those to come cannot be told
   */
  void join(Follower follower, long afterSeq, Runnable lost) {
    int from = (int) Math.min(Math.max(0, afterSeq), events.size());
    follower.replay(List.copyOf(events.subList(from, events.size())));
    if (!ended()) {
      followers.put(follower, lost);
    }
  }

  /** Tells the follower nothing more. */
  void leave(Follower follower) {
    followers.remove(follower);
  }

  /** What is to come cannot be told: all followers hear so, and leave. */
  void lose() {
    List<Runnable> told = List.copyOf(followers.values());
    followers.clear();
    told.forEach(Runnable::run);
  }
}
