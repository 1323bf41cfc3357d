package dev.sparkle.task.control.engine;

import java.util.Optional;

/**
 * Lets a task start in the commit that takes it in: it is stored as running on this worker, and
 * needs no claim. Only where a thread is free and nothing waits; ADR 0032.
 *
 * <p>What is promised ends in exactly one of {@link #start}, {@link #release} and {@link #unheard}.
 */
interface DirectStart {

  /** A place for the task, or empty: it is then queued as usual. */
  Optional<Claimed> promise(NewTask row);

  /** It is stored as running: it starts. */
  void start(Claimed task);

  /** It is not stored as running. */
  void release(Claimed task);

  /** Nobody knows whether it is stored; if it is, it is given back. */
  void unheard(Claimed task);
}
