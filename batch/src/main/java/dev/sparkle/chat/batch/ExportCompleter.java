package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.export.Exports;
import dev.sparkle.platform.control.InTransaction;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Writes the ZIP's directory: from now on it can be fetched. */
@Named
@Dependent
public class ExportCompleter extends AbstractBatchlet {

  @Inject private JobOfTask job;
  @Inject private Exports exports;
  @EJB private InTransaction transaction;

  @Override
  public String process() {
    return job.telling(
        () -> {
          transaction.run(() -> exports.finish(job.id("export"), job.fence()));
          return "COMPLETE";
        });
  }
}
