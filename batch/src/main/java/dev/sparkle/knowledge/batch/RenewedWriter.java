package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Renewal;
import dev.sparkle.knowledge.control.Renewed;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Stores renewed chunks, in the transaction of the checkpoint. */
@Named
@Dependent
public class RenewedWriter extends AbstractItemWriter {

  @Inject private JobOfTask job;
  @Inject private Renewal renewal;

  @Override
  public void writeItems(List<Object> items) {
    renewal.write(job.fence(), items.stream().map(Renewed.class::cast).toList());
  }
}
