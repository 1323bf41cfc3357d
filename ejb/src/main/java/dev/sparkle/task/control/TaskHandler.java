package dev.sparkle.task.control;

import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Works on tasks of one type. A CDI bean with {@link Handles} and a scope ({@code
 * ApplicationScoped}): it is called from many threads at once.
 *
 * <p>A task may be handled more than once: an attempt that failed, or whose node died, is followed
 * by another. What a handler does must therefore be the same done twice: write by the task's id, or
 * check before. A handler runs without a transaction and begins its own, for instance by calling a
 * session bean; that transaction and the task's end are two commits, never one.
 *
 * @param <I> what the payload is read as; a record that refuses bad state. A payload that does not
 *     fit makes the task dead at once, with the reason
 * @param <O> the result, which is kept as JSON; {@code Void} for none
 */
public interface TaskHandler<I, O> {

  /**
   * One attempt.
   *
   * @throws Exception fails the attempt; it is tried again as {@link #retry()} says. {@link
   *     DeadTaskException} gives up at once
   */
  O handle(I input, TaskContext context) throws Exception;

  /** What the payload is read as. */
  Class<I> input();

  /** How often a task is tried; five times, if not said otherwise. */
  default RetryPolicy retry() {
    return RetryPolicy.attempts(5);
  }

  /**
   * Longest duration of an attempt. After it the thread is interrupted, and the attempt has failed,
   * whatever it still does.
   */
  default Duration deadline() {
    return Duration.ofMinutes(10);
  }

  /** Where its tasks wait, if the request does not say. */
  default String queue() {
    return "default";
  }

  /** How many tasks of this type may run over all nodes; without limit, if not said otherwise. */
  default Optional<Limit> limit() {
    return Optional.empty();
  }
}
