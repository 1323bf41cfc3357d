package dev.sparkle.task.control.jobs;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The jobs that tasks of this node wait for: where a job's artefacts find their task. */
@ApplicationScoped
public class RunningJobs {

  private final Map<Fence, RunningJob> byFence = new ConcurrentHashMap<>();
  private final Supplier<Supplier<LogContext.Scope>> lines;

  public RunningJobs() {
    this(LogContext::captured);
  }

  /** For a program without traces. */
  RunningJobs(Supplier<Supplier<LogContext.Scope>> lines) {
    this.lines = lines;
  }

  RunningJob enter(Fence fence, TaskContext context) {
    RunningJob job = new RunningJob(context, lines.get(), () -> byFence.remove(fence));
    byFence.put(fence, job);
    return job;
  }

  /** The job of that run; empty if its task no longer waits for it. */
  public Optional<RunningJob> of(Fence fence) {
    return Optional.ofNullable(byFence.get(fence));
  }
}
