package dev.sparkle.task.control;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** Runs short work that need not survive a crash, and counts it like tasks. */
public class TaskManager {

  /**
   * Runs the work on a thread of the pool.
   *
   * @return completes with the result, or with what was thrown; at once with {@link
   *     java.util.concurrent.RejectedExecutionException} where too much waits already
   */
  public <T> CompletionStage<T> track(String name, Callable<T> work) {
    throw new UnsupportedOperationException("not yet");
  }
}
