package dev.sparkle.task.control.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * What Liberty keeps of jobs, where its own interface does not reach: an execution whose server
 * never comes back stays STARTED, and cannot be restarted. The tables are made by {@code
 * V6__jobs.sql}; the numbers are the ordinals of {@code BatchStatus} and of Liberty's {@code
 * InstanceState}. Throws IllegalStateException if the database does not answer.
 */
public class JobStore {

  /**
   * As Liberty does for a server's own executions when it starts. An instance that went on in a
   * later execution keeps the status of that one. Primary keys, and the index of the instance's
   * key.
   */
  private static final List<String> DECLARE_FAILED =
      List.of(
          """
          update jbatch_stepthreadexecution
          set batchstatus = 4, exitstatus = 'FAILED', endtime = localtimestamp
          where fk_jobexecid = ? and batchstatus in (0, 1, 2)
          """,
          """
          update jbatch_jobinstance
          set batchstatus = 4, exitstatus = 'FAILED', instancestate = 4,
              updatetime = localtimestamp
          where jobinstanceid = (
            select fk_jobinstanceid from jbatch_jobexecution e
            where jobexecid = ? and batchstatus in (0, 1, 2)
              and not exists (
                select 1 from jbatch_jobexecution later
                where later.fk_jobinstanceid = e.fk_jobinstanceid
                  and later.jobexecid > e.jobexecid))
          """,
          """
          update jbatch_jobexecution
          set batchstatus = 4, exitstatus = 'FAILED', endtime = localtimestamp,
              updatetime = localtimestamp
          where jobexecid = ? and batchstatus in (0, 1, 2)
          """);

  /**
   * Index jbatch_ji_updated; the others by the indexes of their keys. All in one statement, so that
   * foreign keys are looked at when everything is gone.
   */
  private static final String FORGET =
      """
      with old as (
        select i.jobinstanceid as id from jbatch_jobinstance i
        where i.updatetime < localtimestamp - ? * interval '1 millisecond'
          and not exists (
            select 1 from jbatch_jobexecution e
              join job_run r on r.execution_id = e.jobexecid
              join task t on t.id = r.task_id
            where e.fk_jobinstanceid = i.jobinstanceid)
        order by i.updatetime limit ?),
      executions as (
        select e.jobexecid as id from jbatch_jobexecution e join old on e.fk_jobinstanceid = old.id),
      groups as (
        delete from jbatch_groupassociation where fk_jobinstanceid in (select id from old)),
      partitions as (
        delete from jbatch_remotablepartition
        where fk_jobexecutionid in (select id from executions)),
      steps as (
        delete from jbatch_stepthreadinstance where fk_jobinstanceid in (select id from old)),
      parameters as (
        delete from jbatch_jobparameter where fk_jobexecid in (select id from executions)),
      runs as (
        delete from job_run where execution_id in (select id from executions)),
      threads as (
        delete from jbatch_stepthreadexecution
        where fk_jobexecid in (select id from executions)),
      gone as (
        delete from jbatch_jobexecution where jobexecid in (select id from executions))
      delete from jbatch_jobinstance where jobinstanceid in (select id from old)
      """;

  private final DataSource database;

  public JobStore(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /**
   * Marks an execution as failed, so that it can be restarted.
   *
   * @return false if it has ended; then nothing was changed
   */
  public boolean declareFailed(long execution) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        int changed = 0;
        for (String sql : DECLARE_FAILED) {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, execution);
            changed = update.executeUpdate();
          }
        }
        connection.commit();
        return changed == 1;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The job store could not be corrected.", e);
    }
  }

  /**
   * Removes jobs that have not moved for so long and whose task has ended.
   *
   * @param most in one transaction
   * @return how many
   */
  public int forget(Duration kept, int most) {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setLong(1, kept.toMillis());
      delete.setInt(2, most);
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The job store could not be cleared.", e);
    }
  }
}
