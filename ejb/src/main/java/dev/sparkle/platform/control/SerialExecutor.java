package dev.sparkle.platform.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Runs actions one after another, in the order in which they were given, on the threads of another
 * executor; each happens before the next. It holds a thread only while there is something to do.
 *
 * <p>An action that throws is logged and does not keep the next from running. If the executor
 * behind refuses, the action runs on the caller's thread, so that none is ever lost.
 */
public final class SerialExecutor implements Executor {

  private static final Logger LOG = System.getLogger(SerialExecutor.class.getName());

  /** Actions run in one go before others get the thread: fairness against switching cost. */
  private static final int BURST = 64;

  private final Executor pool;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  public SerialExecutor(Executor pool) {
    this.pool = pool;
  }

  @Override
  public void execute(Runnable action) {
    synchronized (waiting) {
      waiting.add(action);
      if (running) {
        return;
      }
      running = true;
    }
    start();
  }

  private void start() {
    try {
      pool.execute(this::drain);
    } catch (RuntimeException refused) {
      LOG.log(Level.WARNING, "the executor refused; the caller works itself", refused);
      drain();
    }
  }

  private void drain() {
    for (int done = 0; done < BURST; done++) {
      Runnable next;
      synchronized (waiting) {
        next = waiting.poll();
        if (next == null) {
          running = false;
          return;
        }
      }
      try {
        next.run();
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.ERROR, "an action failed", e);
      }
    }
    start();
  }
}
