package dev.sparkle.task.control.jobs;

import dev.sparkle.task.control.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that tasks of this node wait for: where a job's artefacts find their task. */
@ApplicationScoped
public class RunningJobs {

  private final Map<Fence, RunningJob> byFence = new ConcurrentHashMap<>();

  RunningJob enter(Fence fence, TaskContext context) {
    RunningJob job = new RunningJob(context, () -> byFence.remove(fence));
    byFence.put(fence, job);
    return job;
  }

  /** The job of that run; empty if its task no longer waits for it. */
  public Optional<RunningJob> of(Fence fence) {
    return Optional.ofNullable(byFence.get(fence));
  }
}
