package dev.sparkle.task.control;

import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.QueueStatus;
import java.util.List;

/** The queues: what is in them, and how they are worked on. Changes reach every node at once. */
public class Queues {

  /** Every queue that has tasks, settings, or a worker on this node. */
  public List<QueueStatus> all() {
    throw new UnsupportedOperationException("not yet");
  }

  /** No attempt of it starts any more; those that run go on. */
  public void pause(String queue) {
    throw new UnsupportedOperationException("not yet");
  }

  public void resume(String queue) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Attempts at a time, on each worker, instead of what it is configured with.
   *
   * @param most 0 to 1000; 0 lets none start
   */
  public void concurrency(String queue, int most) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Limits the tasks that are {@code limitedBy} the key, over all nodes. */
  public void limit(String key, Limit limit) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Lifts the limit of a key. */
  public void unlimit(String key) {
    throw new UnsupportedOperationException("not yet");
  }
}
