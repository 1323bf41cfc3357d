package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Json;
import dev.sparkle.task.control.DeadTaskException;
import dev.sparkle.task.control.TaskCancelledException;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.RetryPolicy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Runs attempts on the thread that it is given, and tells the dispatcher how they ended. */
final class Runner {

  private static final Logger LOG = System.getLogger(Runner.class.getName());

  /** A type that no handler here works on may be one that a newer node knows. */
  private static final long UNKNOWN_REST_MILLIS = 5_000;

  private final Handlers handlers;
  private final Tracing tracing;
  private final TaskObserver observer;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private final Workplace workplace;

  Runner(Workplace workplace, Parts parts, Checkpoints checkpoints) {
    this.workplace = workplace;
    this.handlers = parts.handlers();
    this.tracing = parts.tracing();
    this.observer = parts.observer();
    this.clock = parts.clock();
    this.checkpoints = checkpoints;
  }

  /** Works until the desk has nothing more for this thread. */
  void work(Desk desk) {
    for (Claimed task = desk.next(); task != null; task = desk.next()) {
      workplace.taken(desk);
      long began = System.nanoTime();
      try {
        attempt(task, began);
      } finally {
        desk.finished(System.nanoTime() - began);
        workplace.freed();
      }
    }
  }

  private void attempt(Claimed task, long began) {
    observer.started(task.type(), task.waitedMicros() * 1000);
    Optional<TaskHandler<?, ?>> handler = handlers.find(task.type());
    if (handler.isEmpty()) {
      workplace.settle(
          failed(task, "failed", "no handler on this node", UNKNOWN_REST_MILLIS), task);
      observer.ended(task.type(), "failed", System.nanoTime() - began);
      observer.retried(task.type());
      return;
    }
    TaskHandler<?, ?> found = handler.get();
    RunningAttempt running =
        new RunningAttempt(task, clock.instant().plus(found.deadline()), checkpoints);
    workplace.begin(running);
    Throwable failure = null;
    Tracing.Step span = tracing.begin(task.type(), task.id(), task.trace());
    try {
      String result = handle(found, running);
      if (running.end()) {
        workplace.done(task, result);
        observer.ended(task.type(), "succeeded", System.nanoTime() - began);
      }
    } catch (Throwable e) { // whatever a handler throws is the attempt's failure, also an Error
      failure = e;
      if (running.end()) {
        fail(task, found.retry(), e, running.wasCancelled(), System.nanoTime() - began);
      }
    } finally {
      span.end(failure);
      running.leaveThread();
      workplace.leave(running);
    }
  }

  private static <I, O> String handle(TaskHandler<I, O> handler, RunningAttempt running)
      throws Exception {
    I input;
    try {
      input = Json.mapper().readValue(running.claimed().payload(), handler.input());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new DeadTaskException(
          "the payload is no " + handler.input().getSimpleName() + ": " + firstLine(e), e);
    }
    O result = handler.handle(input, running);
    return result == null ? null : Json.write(result);
  }

  private void fail(Claimed task, RetryPolicy policy, Throwable e, boolean cancelled, long nanos) {
    if (e instanceof TaskCancelledException || (cancelled && e instanceof InterruptedException)) {
      workplace.settle(
          new Settlement.Ended(
              task.id(), task.attempt(), "cancelled", null, "cancelled", null, null),
          task);
      observer.ended(task.type(), "cancelled", nanos);
      return;
    }
    boolean last =
        e instanceof DeadTaskException || task.attempt() - task.crashes() >= task.maxAttempts();
    LOG.log(
        last ? Level.WARNING : Level.INFO,
        () -> "task " + task.id() + " of type " + task.type() + " failed: " + reason(e));
    tell(task, "failed", reason(e), last, policy, nanos);
  }

  /** The attempt took longer than it may; its thread has been interrupted. */
  void timedOut(RunningAttempt running, Duration deadline) {
    Claimed task = running.claimed();
    RetryPolicy policy =
        handlers.find(task.type()).map(TaskHandler::retry).orElse(RetryPolicy.never());
    boolean last = task.attempt() - task.crashes() >= task.maxAttempts();
    String why = "ran longer than its deadline of " + deadline.toMillis() + " ms";
    tell(task, "timed_out", why, last, policy, deadline.toNanos());
  }

  private void tell(
      Claimed task, String outcome, String why, boolean last, RetryPolicy policy, long nanos) {
    long rest =
        policy.rest(task.attempt(), () -> ThreadLocalRandom.current().nextDouble()).toMillis();
    workplace.settle(
        last
            ? new Settlement.Ended(task.id(), task.attempt(), outcome, null, "dead", null, why)
            : failed(task, outcome, why, rest),
        task);
    observer.ended(task.type(), last ? "dead" : "failed", nanos);
    if (!last) {
      observer.retried(task.type());
    }
  }

  private static Settlement.Ended failed(Claimed task, String outcome, String why, long rest) {
    return new Settlement.Ended(task.id(), task.attempt(), outcome, rest, null, null, why);
  }

  private static String reason(Throwable e) {
    String message = firstLine(e);
    return e instanceof DeadTaskException ? message : e.getClass().getSimpleName() + ": " + message;
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.length() > 500 ? message.substring(0, 500) + "…" : message;
  }
}
