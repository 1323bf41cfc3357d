package dev.sparkle.task.control.jobs;

import io.opentelemetry.api.trace.Tracer;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Puts the classes that know no container together in one. */
@ApplicationScoped
public class JobBeans {

  @Inject private DataSource database;

  @EJB private JobEngine desk;

  /** Which execution works for which task. */
  @Produces
  @Singleton
  public JobRuns runs() {
    return new JobRuns(database);
  }

  /** What Liberty keeps of jobs. */
  @Produces
  @Singleton
  public JobStore store() {
    return new JobStore(database);
  }

  /** How a task has a job. */
  @Produces
  @Singleton
  public JobRunner runner(JobRuns runs, JobStore store, RunningJobs running, Tracer tracer) {
    return new JobRunner(desk, runs, store, running, tracer);
  }
}
