package dev.sparkle.chat.control;

/** Someone who is told the events of a generation, in order, each once. Must not block or throw. */
@FunctionalInterface
public interface Follower {

  void event(Published event);
}
