package dev.sparkle.task.boundary;

import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.task.entity.Cancelling;
import java.util.UUID;

/** What is said when something about a task cannot be. */
final class Refusals {

  private Refusals() {}

  static RuntimeException taskNotFound() {
    return Problem.of(404, "task_not_found", "There is no such task of yours.");
  }

  static RuntimeException badCursor() {
    return Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
  }

  static RuntimeException badFilter(String name, String allowed) {
    return Problem.of(400, "bad_filter", name + " must be " + allowed + ".");
  }

  /** An id that Sparkle gave; another is nobody's. */
  static UUID taskId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notOurs) {
      throw taskNotFound();
    }
  }

  static void unlessCancelled(Cancelling became) {
    if (became == Cancelling.UNKNOWN) {
      throw taskNotFound();
    }
    if (became == Cancelling.ENDED) {
      throw Problem.of(409, "task_ended", "The task had ended before; there is nothing to cancel.");
    }
  }
}
