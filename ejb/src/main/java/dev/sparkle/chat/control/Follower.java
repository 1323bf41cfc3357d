package dev.sparkle.chat.control;

import java.util.List;
import java.util.UUID;

/**
 * Someone who is told the events of generations, those of each in order, each once. Must not block
 * or throw.
 */
@FunctionalInterface
public interface Follower {

  void event(Published event);

  /** Events from before it followed, in one go. */
  default void replay(List<Published> events) {
    events.forEach(this::event);
  }

  /** The events of that generation, or its further ones, cannot be told: it is to be read. */
  default void lost(UUID generation) {}
}
