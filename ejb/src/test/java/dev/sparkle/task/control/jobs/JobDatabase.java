package dev.sparkle.task.control.jobs;

import dev.sparkle.knowledge.control.ScratchDatabase;
import jakarta.batch.runtime.BatchStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The job store with executions in it, as Liberty would write them. */
final class JobDatabase implements AutoCloseable {

  private final ScratchDatabase scratch;

  JobDatabase() throws SQLException, IOException {
    scratch = new ScratchDatabase();
  }

  DataSource dataSource() {
    return scratch.dataSource();
  }

  /** An execution of an instance of its own, with a step. */
  long execution(BatchStatus status) throws SQLException {
    int now = status.ordinal();
    return Long.parseLong(
        scratch.query(
            """
            with instance as (
              insert into jbatch_jobinstance (batchstatus, createtime, instancestate, numexecs,
                                              updatetime)
              values (%1$d, localtimestamp, 3, 1, localtimestamp) returning jobinstanceid),
            execution as (
              insert into jbatch_jobexecution (batchstatus, createtime, execnum, fk_jobinstanceid)
              select %1$d, localtimestamp, 0, jobinstanceid from instance returning jobexecid),
            parameter as (
              insert into jbatch_jobparameter select 'a', 'b', jobexecid from execution),
            step as (
              insert into jbatch_stepthreadexecution (
                batchstatus, m_commit, m_filter, internalstatus, partnum, m_processskip, m_read,
                m_readskip, m_rollback, stepname, m_write, m_writeskip, fk_jobexecid)
              select %1$d, 0, 0, 0, -1, 0, 0, 0, 0, 'step', 0, 0, jobexecid from execution
              returning stepexecid),
            thread as (
              insert into jbatch_stepthreadinstance (partnum, stepname, fk_jobinstanceid,
                                                     fk_latest_stepexecid)
              select -1, 'step', jobinstanceid, stepexecid from instance, step)
            select jobexecid from execution
            """
                .formatted(now)));
  }

  /** The next execution of the same instance, which it ends. */
  long next(long execution, BatchStatus status) throws SQLException {
    scratch.run(
        """
        update jbatch_jobinstance set batchstatus = %1$d, instancestate = %1$d
        where jobinstanceid = (
          select fk_jobinstanceid from jbatch_jobexecution where jobexecid = %2$d)
        """
            .formatted(status.ordinal(), execution));
    return Long.parseLong(
        scratch.query(
            """
            with next as (
              insert into jbatch_jobexecution (batchstatus, createtime, execnum, fk_jobinstanceid)
              select %1$d, localtimestamp, 1, fk_jobinstanceid
              from jbatch_jobexecution where jobexecid = %2$d
              returning jobexecid)
            select jobexecid from next
            """
                .formatted(status.ordinal(), execution)));
  }

  void move(long execution, BatchStatus status) throws SQLException {
    scratch.run(
        "update jbatch_jobexecution set batchstatus = %d where jobexecid = %d"
            .formatted(status.ordinal(), execution));
  }

  Optional<BatchStatus> status(long execution) throws SQLException {
    String status =
        scratch.query("select batchstatus from jbatch_jobexecution where jobexecid = " + execution);
    return status.isEmpty()
        ? Optional.empty()
        : Optional.of(BatchStatus.values()[Integer.parseInt(status)]);
  }

  /** Of an execution, its instance and its step. */
  String statuses(long execution) throws SQLException {
    return scratch.query(
        """
        select e.batchstatus || ' ' || i.instancestate || ' ' || s.batchstatus
        from jbatch_jobexecution e
          join jbatch_jobinstance i on i.jobinstanceid = e.fk_jobinstanceid
          join jbatch_stepthreadexecution s on s.fk_jobexecid = e.jobexecid
        where e.jobexecid = %d
        """
            .formatted(execution));
  }

  /** What there is happened a month ago. */
  void age() throws SQLException {
    scratch.run("update jbatch_jobinstance set updatetime = localtimestamp - interval '30 days'");
  }

  /** Ids of all executions. */
  String executions() throws SQLException {
    return scratch.query(
        "select string_agg(jobexecid::text, ' ' order by jobexecid) from jbatch_jobexecution");
  }

  /** A task that waits. */
  UUID task() throws SQLException {
    UUID id = UUID.randomUUID();
    scratch.run(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
        values ('%s', 'play', 'default', 1, 'queued', now(), 5, '{}')
        """
            .formatted(id));
    return id;
  }

  @Override
  public void close() throws SQLException {
    scratch.close();
  }
}
