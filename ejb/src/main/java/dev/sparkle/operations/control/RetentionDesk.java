package dev.sparkle.operations.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobStore;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Removes all that is too old, in transactions of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionDesk {

  /** Jobs have a dozen rows each. */
  private static final int JOBS = 100;

  @Inject private DataSource database;

  @Inject private CurrentSettings settings;
  @Inject private JobStore jobs;

  /**
   * Goes through all rules until nothing is left to remove.
   *
   * @param stopped asked between two transactions
   * @return how many rows of what were removed
   */
  public Map<String, Integer> purge(Fence fence, BooleanSupplier stopped) {
    Settings.Jobs now = settings.get().jobs();
    Retention retention = new Retention(database);
    Map<String, Integer> removed = new TreeMap<>();
    for (Retention.Rule rule : Retention.rules(now)) {
      int round = Retention.ROUND;
      while (round == Retention.ROUND && !stopped.getAsBoolean()) {
        round = retention.round(rule, fence);
        removed.merge(rule.name(), round, Integer::sum);
      }
    }
    int round = JOBS;
    while (round == JOBS && !now.keepExecutions().isZero() && !stopped.getAsBoolean()) {
      round = jobs.forget(now.keepExecutions(), JOBS);
      removed.merge("jobs", round, Integer::sum);
    }
    return removed;
  }
}
