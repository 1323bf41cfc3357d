package dev.sparkle.task.batch;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.RunningJobs;
import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/**
 * Listener of a chunk step: tells the task why the job fails, which the job store does not keep.
 * And it ties what the thread logs and traces to the task: each partition has a thread of its own.
 */
@Named
@Dependent
public class Trouble implements ChunkListener {

  @Inject private JobContext job;
  @Inject private RunningJobs running;

  private LogContext.Scope lines;

  @Override
  public void beforeChunk() {
    leave();
    running.of(Fence.of(job.getProperties())).ifPresent(here -> lines = here.enter());
  }

  @Override
  public void afterChunk() {
    leave();
  }

  @Override
  public void onError(Exception reason) {
    running.of(Fence.of(job.getProperties())).ifPresent(here -> here.failed(reason));
    leave();
  }

  private void leave() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
