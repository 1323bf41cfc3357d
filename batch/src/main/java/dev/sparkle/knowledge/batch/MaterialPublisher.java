package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.IngestionDesk;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Makes a material visible once all its chunks are stored. */
@Named
@Dependent
public class MaterialPublisher extends AbstractBatchlet {

  @Inject private JobOfTask job;
  @EJB private IngestionDesk desk;

  @Override
  public String process() {
    return job.telling(
        () -> {
          desk.finish(job.id("material"), job.fence());
          return "PUBLISHED";
        });
  }
}
