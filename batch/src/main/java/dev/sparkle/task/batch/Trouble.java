package dev.sparkle.task.batch;

import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.RunningJobs;
import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Listener of a chunk step: tells the task why the job fails. The job store does not keep it. */
@Named
@Dependent
public class Trouble implements ChunkListener {

  @Inject private JobContext job;
  @Inject private RunningJobs running;

  @Override
  public void beforeChunk() {}

  @Override
  public void afterChunk() {}

  @Override
  public void onError(Exception reason) {
    running.of(Fence.of(job.getProperties())).ifPresent(here -> here.failed(reason));
  }
}
