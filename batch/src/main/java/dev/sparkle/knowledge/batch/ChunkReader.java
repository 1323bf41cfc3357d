package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Ingestion;
import dev.sparkle.knowledge.control.IngestionDesk;
import dev.sparkle.knowledge.control.Intake;
import dev.sparkle.knowledge.entity.Place;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.ItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;

/** Reads a document, and gives its chunks from the checkpoint on. */
@Named
@Dependent
public class ChunkReader implements ItemReader {

  @Inject private JobOfTask job;
  @Inject private StepContext step;
  @EJB private IngestionDesk desk;

  private Intake intake;

  @Override
  public void open(Serializable checkpoint) {
    Optional<Intake> begun = desk.begin(job.id("material"), job.fence(), (Place) checkpoint);
    intake = begun.orElse(null);
    step.setTransientUserData(intake);
    if (intake == null) {
      step.setExitStatus(Ingestion.UNREADABLE);
    }
  }

  @Override
  public Object readItem() {
    return intake == null ? null : intake.next();
  }

  @Override
  public Serializable checkpointInfo() {
    return intake == null ? null : intake.place();
  }

  @Override
  public void close() {
    intake = null;
  }
}
