package dev.sparkle.task.control;

/** Runs an action after the caller's transaction has committed; at once where there is none. */
@FunctionalInterface
public interface AfterCommit {

  void run(Runnable action);

  /** Whether the caller is in a transaction of the container. */
  default boolean isInTransaction() {
    return false;
  }
}
