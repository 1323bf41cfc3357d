package dev.sparkle.knowledge.batch;

import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.partition.AbstractPartitionAnalyzer;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Tells the task how far all partitions together are; after a restart, counted from there. */
@Named
@Dependent
public class ShareRead extends AbstractPartitionAnalyzer {

  @Inject private JobOfTask job;
  @Inject private StepContext step;

  private long read;

  @Override
  public void analyzeCollectorData(Serializable more) {
    read += (Long) more;
    if (step.getTransientUserData() instanceof Long all && all > 0) {
      job.progress((double) read / all);
    }
  }
}
