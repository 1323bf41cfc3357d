package dev.sparkle.task.control.jobs;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.TaskContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A job between its start and its end, as the waiting task sees it. Thread-safe. */
public final class RunningJob implements AutoCloseable {

  private final TaskContext context;
  private final Runnable forget;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Supplier<LogContext.Scope> lines;
  private volatile Throwable cause;

  /**
   * A job.
   *
   * @param lines puts the task's log fields and trace on a thread
   */
  RunningJob(TaskContext context, Supplier<LogContext.Scope> lines, Runnable forget) {
    this.context = context;
    this.lines = lines;
    this.forget = forget;
  }

  /**
   * Tells the task how far the job is.
   *
   * @param done 0 to 1
   */
  public void progress(double done) {
    context.progress(Math.max(0, Math.min(1, done)));
  }

  /**
   * From here on what this thread logs and traces belongs to the task, until the scope is closed: a
   * job has threads of its own.
   */
  public LogContext.Scope enter() {
    return lines.get();
  }

  /** Remembers why the job is about to fail; the first reason counts. */
  public void failed(Throwable reason) {
    if (cause == null) {
      cause = reason;
    }
  }

  /** Wakes whoever waits: the job has nothing more to do. */
  public void ended() {
    end.countDown();
  }

  boolean awaitEnd(Duration patience) throws InterruptedException {
    return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits, for a status that is about to be stored. */
  void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  Throwable cause() {
    return cause;
  }

  @Override
  public void close() {
    forget.run();
  }
}
