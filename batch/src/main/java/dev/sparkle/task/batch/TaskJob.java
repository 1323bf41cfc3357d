package dev.sparkle.task.batch;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import dev.sparkle.task.control.jobs.RunningJob;
import dev.sparkle.task.control.jobs.RunningJobs;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Listener of every job: ties it to its task, also what its thread logs and traces. A job that was
 * started by hand has no task and is refused.
 */
@Named
@Dependent
public class TaskJob implements JobListener {

  private static final Logger LOG = System.getLogger(TaskJob.class.getName());

  @Inject private JobContext job;
  @Inject private JobRuns runs;
  @Inject private RunningJobs running;

  private LogContext.Scope lines = () -> {};

  @Override
  public void beforeJob() {
    Fence fence = Fence.of(job.getProperties());
    runs.started(fence, job.getExecutionId());
    running.of(fence).ifPresent(here -> lines = here.enter());
    LOG.log(Level.INFO, "job {0}, execution {1}, begins", job.getJobName(), execution());
  }

  @Override
  public void afterJob() {
    lines.close();
    running.of(Fence.of(job.getProperties())).ifPresent(RunningJob::ended);
  }

  private String execution() {
    return Long.toString(job.getExecutionId());
  }
}
