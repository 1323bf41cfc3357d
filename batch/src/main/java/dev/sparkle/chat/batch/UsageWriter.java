package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.UsageRollup;
import dev.sparkle.chat.control.UsageRollup.Usage;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Keeps sums, in the transaction of the checkpoint. */
@Named
@Dependent
public class UsageWriter extends AbstractItemWriter {

  @Inject private JobOfTask job;
  @Inject private UsageRollup rollup;

  @Override
  public void writeItems(List<Object> items) {
    rollup.write(job.fence(), items.stream().map(Usage.class::cast).toList());
  }
}
