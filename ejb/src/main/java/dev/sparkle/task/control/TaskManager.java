package dev.sparkle.task.control;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.engine.TaskObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs short work that need not survive a crash, and counts it like tasks: nothing runs untracked,
 * and what cannot run is refused and said so. For work that must not be lost there is {@link
 * TaskQueue}.
 */
public class TaskManager {

  private final Executor threads;
  private final TaskObserver observer;
  private final int most;
  private final AtomicInteger held = new AtomicInteger();

  /**
   * A manager.
   *
   * @param most pieces of work that may wait or run
   */
  public TaskManager(Executor threads, TaskObserver observer, int most) {
    this.threads = threads;
    this.observer = observer;
    this.most = most;
  }

  /** Pieces of work that wait or run now. */
  public int held() {
    return held.get();
  }

  /**
   * Runs the work on a thread of the pool.
   *
   * @param name by which it is counted; a fixed word, no id
   * @return completes with the result, or with what was thrown; at once with {@link
   *     RejectedExecutionException} where too much waits already
   */
  public <T> CompletionStage<T> track(String name, Callable<T> work) {
    if (held.incrementAndGet() > most) {
      return refuse(name, new RejectedExecutionException(most + " pieces of work wait already"));
    }
    observer.submitted(name, 1);
    CompletableFuture<T> answer = new CompletableFuture<>();
    long asked = System.nanoTime();
    try {
      threads.execute(LogContext.carry(() -> run(name, work, answer, asked)));
    } catch (RejectedExecutionException full) {
      return refuse(name, full);
    }
    return answer;
  }

  private <T> CompletionStage<T> refuse(String name, RejectedExecutionException why) {
    held.decrementAndGet();
    observer.ended(name, "refused", 0);
    return CompletableFuture.failedFuture(why);
  }

  private <T> void run(String name, Callable<T> work, CompletableFuture<T> answer, long asked) {
    long began = System.nanoTime();
    observer.started(name, began - asked);
    T result;
    try {
      result = work.call();
    } catch (Throwable e) { // whatever it throws is the answer, also an Error
      over(name, "failed", began);
      answer.completeExceptionally(e);
      return;
    }
    over(name, "succeeded", began);
    answer.complete(result);
  }

  private void over(String name, String outcome, long began) {
    held.decrementAndGet();
    observer.ended(name, outcome, System.nanoTime() - began);
  }
}
