package dev.sparkle.operations.batch;

import dev.sparkle.operations.control.RetentionDesk;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.Batchlet;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Removes what is too old, in small transactions; the exit status says how much. */
@Named
@Dependent
public class RetentionPurge implements Batchlet {

  private static final Logger LOG = System.getLogger(RetentionPurge.class.getName());

  @Inject private JobOfTask job;
  @EJB private RetentionDesk desk;

  private volatile boolean stopped;

  @Override
  public String process() {
    Map<String, Integer> removed = job.telling(() -> desk.purge(job.fence(), () -> stopped));
    LOG.log(Level.INFO, "removed what was too old: {0}", removed);
    return removed.toString();
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
