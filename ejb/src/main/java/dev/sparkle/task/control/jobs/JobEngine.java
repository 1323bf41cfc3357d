package dev.sparkle.task.control.jobs;

import jakarta.batch.runtime.BatchStatus;
import java.util.Map;
import java.util.Optional;

/** What runs batch jobs: the container, in this process. */
public interface JobEngine {

  /**
   * One run of a job.
   *
   * @param id by which it is restarted
   * @param exitStatus null while it runs
   */
  record Execution(long id, BatchStatus status, String exitStatus) {

    /** Whether it has not ended, as far as the job store knows. */
    boolean inFlight() {
      return switch (status) {
        case STARTING, STARTED, STOPPING -> true;
        case STOPPED, FAILED, COMPLETED, ABANDONED -> false;
      };
    }
  }

  /** Starts a job on a thread of this node; gives the execution's id. */
  long start(String job, Map<String, String> parameters);

  /**
   * Goes on at the checkpoint of an execution that stopped or failed; gives the new execution's id.
   */
  long restart(long execution, Map<String, String> parameters);

  /** Asks an execution of this node to stop at its next checkpoint; nothing if it has ended. */
  void stop(long execution);

  /** What the job store knows of an execution. */
  Optional<Execution> execution(long id);
}
