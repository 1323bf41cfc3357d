package dev.sparkle.task.control.jobs;

import dev.sparkle.task.control.TaskCancelledException;
import dev.sparkle.task.control.TaskContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An attempt of a task that is not in any queue. */
final class PlayedContext implements TaskContext {

  private final UUID task = UUID.randomUUID();
  private volatile boolean cancelled;

  void cancel() {
    cancelled = true;
  }

  @Override
  public UUID task() {
    return task;
  }

  @Override
  public Optional<UUID> account() {
    return Optional.empty();
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public int maxAttempts() {
    return 1;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void progress(double done) {
    // nobody looks
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    return Optional.empty();
  }

  @Override
  public void checkpoint(Object state) {
    throw new UnsupportedOperationException("jobs have checkpoints of their own");
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void endIfCancelled() {
    if (cancelled) {
      throw new TaskCancelledException();
    }
  }
}
