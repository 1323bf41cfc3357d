package dev.sparkle.task.control.jobs;

import jakarta.batch.runtime.BatchStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A batch container whose jobs end as they are told; its store is the real one. */
final class PlayedEngine implements JobEngine {

  private final JobDatabase database;
  private final JobRuns runs;
  private final RunningJobs running;
  private final List<String> told = new ArrayList<>();
  private BatchStatus status;
  private String exit;
  private boolean untilStopped;
  private Fence last;

  PlayedEngine(JobDatabase database, JobRuns runs, RunningJobs running) {
    this.database = database;
    this.runs = runs;
    this.running = running;
  }

  /** How the next job ends. */
  void next(BatchStatus how, String exitStatus) {
    status = how;
    exit = exitStatus;
  }

  void endOnlyWhenStopped() {
    untilStopped = true;
  }

  /** What it was asked to do. */
  String told() {
    return String.join("; ", told);
  }

  @Override
  public long start(String job, Map<String, String> parameters) {
    return run("start " + job, parameters);
  }

  @Override
  public long restart(long execution, Map<String, String> parameters) {
    return run("restart " + execution, parameters);
  }

  private long run(String what, Map<String, String> parameters) {
    last =
        new Fence(UUID.fromString(parameters.get("task")), Long.parseLong(parameters.get("fence")));
    String of = parameters.get("of");
    told.add(what + " fence " + last.number() + (of == null ? "" : " of " + of));
    try {
      long id = database.execution(untilStopped ? BatchStatus.STARTED : status);
      runs.started(last, id);
      if (!untilStopped) {
        end();
      }
      return id;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void end() {
    RunningJob job = running.of(last).orElseThrow();
    if (status == BatchStatus.FAILED) {
      job.failed(new IllegalStateException("no memory"));
    }
    job.ended();
  }

  @Override
  public void stop(long execution) {
    told.add("stop " + execution);
    try {
      database.move(execution, status);
      end();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Execution> execution(long id) {
    try {
      return database.status(id).map(now -> new Execution(id, now, exit));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
