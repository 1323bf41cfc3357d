package dev.sparkle.task.control.jobs;

import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.JobExecution;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Liberty's batch container, called as {@link JobUser}, in no transaction of the caller's. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobDesk implements JobEngine {

  private JobUser user;

  @Override
  public long start(String job, Map<String, String> parameters) {
    return user().run(() -> operator().start(job, properties(parameters)));
  }

  @Override
  public long restart(long execution, Map<String, String> parameters) {
    return user().run(() -> operator().restart(execution, properties(parameters)));
  }

  @Override
  public void stop(long execution) {
    user()
        .run(
            () -> {
              try {
                operator().stop(execution);
              } catch (JobExecutionNotRunningException | NoSuchJobExecutionException ended) {
                // it was quicker
              }
              return null;
            });
  }

  @Override
  public Optional<Execution> execution(long id) {
    return user()
        .run(
            () -> {
              try {
                JobExecution found = operator().getJobExecution(id);
                return Optional.of(
                    new Execution(
                        found.getExecutionId(), found.getBatchStatus(), found.getExitStatus()));
              } catch (NoSuchJobExecutionException purged) {
                return Optional.empty();
              }
            });
  }

  private JobUser user() {
    if (user == null || !user.isGood()) {
      user = JobUser.assertedToLiberty();
    }
    return user;
  }

  private static JobOperator operator() {
    return BatchRuntime.getJobOperator();
  }

  private static Properties properties(Map<String, String> parameters) {
    Properties properties = new Properties();
    properties.putAll(parameters);
    return properties;
  }
}
