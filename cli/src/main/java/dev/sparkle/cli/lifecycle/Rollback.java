package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a run started and must stop again when it does not come to its end: because something is in
 * the way, or because the operator pressed Ctrl-C. The newest goes first.
 */
final class Rollback {

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean closed;

  /**
   * Starts something, unless the rollback has begun.
   *
   * @param stop undoes it; must bear that the start had not come far
   * @throws Trouble when the rollback has begun
   */
  synchronized void start(Runnable start, Runnable stop) {
    if (closed) {
      throw new Trouble(
          ExitCode.INTERRUPTED, "interrupted.", "Repeat the command; it goes on where it stopped.");
    }
    undo.push(stop);
    start.run();
  }

  /** Notes what is undone, for a start that takes long and must not block the rollback. */
  synchronized void before(Runnable stop) {
    start(() -> {}, stop);
  }

  /** All is well: nothing will be undone. */
  synchronized void keep() {
    undo.clear();
    closed = true;
  }

  /**
   * Undoes everything; true when there was something. A failure to stop one does not keep the
   * others.
   */
  synchronized boolean run() {
    closed = true;
    boolean something = !undo.isEmpty();
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (RuntimeException next) {
        // what could not be stopped is found by the next up or down
      }
    }
    return something;
  }
}
