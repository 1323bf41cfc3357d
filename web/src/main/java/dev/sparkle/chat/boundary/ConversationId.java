package dev.sparkle.chat.boundary;

import dev.sparkle.platform.boundary.Problem;
import java.util.UUID;

/**
 * Ids of conversations as they stand in paths; one that is none of ours is one that is not there.
 */
final class ConversationId {

  private ConversationId() {}

  static UUID of(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw notFound();
    }
  }

  static RuntimeException notFound() {
    return Problem.of(404, "conversation_not_found", "You have no such conversation.");
  }
}
