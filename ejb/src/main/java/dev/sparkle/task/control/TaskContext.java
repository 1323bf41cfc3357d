package dev.sparkle.task.control;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a handler knows of the attempt it works on, and tells about it. */
public interface TaskContext {

  /** The task; the same over all attempts, and so the key by which its effects are written. */
  UUID task();

  /** The account that the task is for. */
  Optional<UUID> account();

  /** From 1. */
  int attempt();

  int maxAttempts();

  /** When the attempt is interrupted. */
  Instant deadline();

  /**
   * Tells how far the work is. Cheap: it is written at most every half second, and last when the
   * attempt ends.
   *
   * @param done 0 to 1
   */
  void progress(double done);

  /**
   * What an earlier attempt, or this one, kept.
   *
   * @throws IllegalArgumentException if it is not of that type
   */
  <C> Optional<C> checkpoint(Class<C> type);

  /**
   * Keeps a state for the next attempt; it is committed when this returns. Costs a commit: once a
   * second is often.
   *
   * @throws TaskLostException if the attempt is no longer this worker's
   */
  void checkpoint(Object state);

  /** Whether someone asked to cancel the task, or this attempt is over for another reason. */
  boolean isCancelled();

  /** Ends the attempt here if {@link #isCancelled()}. */
  void endIfCancelled();
}
