package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.UsageRollup;
import dev.sparkle.platform.control.InTransaction;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;

/** Remembers that the days are complete: from now on a rollup begins behind them. */
@Named
@Dependent
public class UsageCompleter extends AbstractBatchlet {

  @Inject private JobOfTask job;
  @Inject private UsageRollup rollup;
  @EJB private InTransaction transaction;

  @Override
  public String process() {
    return job.telling(
        () -> {
          transaction.run(
              () ->
                  rollup.complete(
                      job.fence(),
                      LocalDate.parse(job.text("from")),
                      LocalDate.parse(job.text("to"))));
          return "COMPLETE";
        });
  }
}
