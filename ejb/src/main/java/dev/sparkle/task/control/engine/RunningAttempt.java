package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Json;
import dev.sparkle.task.control.TaskCancelledException;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskLostException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** An attempt that runs here. Its end is told once, by whoever comes first. */
final class RunningAttempt implements TaskContext {

  private final Claimed task;
  private final Instant deadline;
  private final Checkpoints checkpoints;
  private final AtomicBoolean over = new AtomicBoolean();
  private Thread thread = Thread.currentThread();
  private volatile boolean cancelled;
  private volatile double progress = -1;
  private volatile double told = -1;
  private String checkpoint;

  RunningAttempt(Claimed task, Instant deadline, Checkpoints checkpoints) {
    this.task = task;
    this.deadline = deadline;
    this.checkpoints = checkpoints;
    this.checkpoint = task.checkpoint();
  }

  Claimed claimed() {
    return task;
  }

  /** True for the first who asks: only he may tell how the attempt ended. */
  boolean end() {
    return over.compareAndSet(false, true);
  }

  boolean isOver() {
    return over.get();
  }

  /** Whether someone asked to cancel it. */
  boolean wasCancelled() {
    return cancelled;
  }

  /** Asks the handler to stop, and interrupts it. */
  synchronized void cancel() {
    cancelled = true;
    interrupt();
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** The thread goes on to other work; an interruption that came late is forgotten. */
  synchronized void leaveThread() {
    thread = null;
    Thread.interrupted();
  }

  /** Progress that is not written yet. */
  Optional<Double> untold() {
    double now = progress;
    return now == told ? Optional.empty() : Optional.of(now);
  }

  void told(double value) {
    told = value;
  }

  @Override
  public UUID task() {
    return task.id();
  }

  @Override
  public Optional<UUID> account() {
    return Optional.ofNullable(task.account());
  }

  @Override
  public int attempt() {
    return task.attempt();
  }

  @Override
  public int maxAttempts() {
    return task.maxAttempts();
  }

  @Override
  public Instant deadline() {
    return deadline;
  }

  @Override
  public void progress(double done) {
    if (!(done >= 0 && done <= 1)) {
      throw new IllegalArgumentException("progress is between 0 and 1, not " + done);
    }
    progress = done;
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    return checkpoint == null ? Optional.empty() : Optional.of(Json.read(checkpoint, type));
  }

  @Override
  public void checkpoint(Object state) {
    String json = Json.write(Objects.requireNonNull(state, "state"));
    double done = progress;
    if (isOver() || !checkpoints.keep(task, json, done)) {
      throw new TaskLostException("task " + task.id() + " is no longer worked on here");
    }
    told = done;
    checkpoint = json;
  }

  @Override
  public boolean isCancelled() {
    return cancelled || isOver();
  }

  @Override
  public void endIfCancelled() {
    if (isCancelled()) {
      throw new TaskCancelledException();
    }
  }
}
