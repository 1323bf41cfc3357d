package dev.sparkle.llm.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers whose time a test moves; everything runs on the test's thread. */
final class ManualTimers extends ScheduledThreadPoolExecutor {

  private final List<Task> tasks = new ArrayList<>();
  private long now;

  ManualTimers() {
    super(0);
  }

  long nanoTime() {
    return now;
  }

  /** How many wait to run. */
  long waiting() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  void advanceMillis(long millis) {
    long until = now + TimeUnit.MILLISECONDS.toNanos(millis);
    for (Task next = due(until); next != null; next = due(until)) {
      tasks.remove(next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = until;
  }

  private Task due(long until) {
    return tasks.stream()
        .filter(task -> task.at <= until)
        .min(Comparator.comparingLong(task -> task.at))
        .orElse(null);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, now + unit.toNanos(delay));
    tasks.add(task);
    return task;
  }

  private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

    private final long at;

    Task(Runnable command, long at) {
      super(command, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
