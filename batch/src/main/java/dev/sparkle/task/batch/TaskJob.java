package dev.sparkle.task.batch;

import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import dev.sparkle.task.control.jobs.RunningJob;
import dev.sparkle.task.control.jobs.RunningJobs;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/**
 * Listener of every job: ties it to its task. A job that was started by hand has no task and is
 * refused.
 */
@Named
@Dependent
public class TaskJob implements JobListener {

  @Inject private JobContext job;
  @Inject private JobRuns runs;
  @Inject private RunningJobs running;

  @Override
  public void beforeJob() {
    runs.started(Fence.of(job.getProperties()), job.getExecutionId());
  }

  @Override
  public void afterJob() {
    running.of(Fence.of(job.getProperties())).ifPresent(RunningJob::ended);
  }
}
