package dev.sparkle.task.batch;

import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.RunningJobs;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Supplier;

/** What an artefact knows of the job that it is part of, and tells the job's task. */
@Dependent
public class JobOfTask {

  @Inject private JobContext job;
  @Inject private RunningJobs running;

  /** What must go with everything that the job writes. */
  public Fence fence() {
    return Fence.of(job.getProperties());
  }

  /**
   * A parameter of the job.
   *
   * @return empty string if it was not given
   */
  public String text(String name) {
    return job.getProperties().getProperty(name, "");
  }

  /** A parameter that is an id. */
  public UUID id(String name) {
    return UUID.fromString(text(name));
  }

  /**
   * Tells the task how far the job is.
   *
   * @param done 0 to 1
   */
  public void progress(double done) {
    running.of(fence()).ifPresent(task -> task.progress(done));
  }

  /**
   * Does the work of a batchlet, and tells the task why it fails: the job store does not keep it,
   * and for steps without chunks there is no listener that hears of it.
   */
  public <T> T telling(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      running.of(fence()).ifPresent(task -> task.failed(e));
      throw e;
    }
  }
}
