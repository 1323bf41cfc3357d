package dev.sparkle.llm.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs short actions one after another, never nested, on the threads that bring them. No thread
 * waits for another: who finds it busy leaves the action behind and goes on; who is in it runs what
 * was left. An action that throws is logged and does not keep the next from running.
 */
public final class InOrder {

  private static final Logger LOG = System.getLogger(InOrder.class.getName());

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  /** Runs it now, or leaves it to the thread that is busy here. */
  public void run(Runnable action) {
    waiting.add(action);
    if (pending.getAndIncrement() != 0) {
      return;
    }
    do {
      Runnable next = waiting.poll();
      if (next != null) {
        guarded(next);
      }
    } while (pending.decrementAndGet() != 0);
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "a step of an answer threw; the answer goes on", broken);
    }
  }
}
