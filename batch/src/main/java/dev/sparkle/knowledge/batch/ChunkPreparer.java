package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Ingestion;
import dev.sparkle.knowledge.control.Intake;
import dev.sparkle.knowledge.entity.Chunk;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Judges and embeds a chunk. */
@Named
@Dependent
public class ChunkPreparer implements ItemProcessor {

  @Inject private StepContext step;
  @Inject private Ingestion ingestion;

  @Override
  public Object processItem(Object chunk) {
    return ingestion.prepare((Intake) step.getTransientUserData(), (Chunk) chunk);
  }
}
