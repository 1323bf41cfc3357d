package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Ingestion;
import dev.sparkle.knowledge.control.Intake;
import dev.sparkle.knowledge.control.Prepared;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Stores chunks, in the transaction of the checkpoint. */
@Named
@Dependent
public class ChunkWriter extends AbstractItemWriter {

  @Inject private JobOfTask job;
  @Inject private StepContext step;
  @Inject private Ingestion ingestion;

  @Override
  public void writeItems(List<Object> items) {
    List<Prepared> pieces = items.stream().map(Prepared.class::cast).toList();
    job.progress(ingestion.write((Intake) step.getTransientUserData(), job.fence(), pieces));
  }
}
