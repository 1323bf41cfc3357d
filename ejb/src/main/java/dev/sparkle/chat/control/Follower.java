package dev.sparkle.chat.control;

import java.util.List;

/** Someone who is told the events of a generation, in order, each once. Must not block or throw. */
@FunctionalInterface
public interface Follower {

  void event(Published event);

  /** Events from before it followed, in one go. */
  default void replay(List<Published> events) {
    events.forEach(this::event);
  }
}
