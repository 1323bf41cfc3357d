package dev.sparkle.task.control;

import dev.sparkle.task.entity.Batch;
import dev.sparkle.task.entity.TaskRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Takes tasks in. */
public class TaskQueue {

  /** Joins the caller's transaction; workers are told after its commit. */
  public UUID submit(TaskRequest request) {
    return submitAll(List.of(request)).get(0);
  }

  /** Several, in one statement; ids in the order of the requests. */
  public List<UUID> submitAll(List<TaskRequest> requests) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Tasks that belong together, and one that runs when all of them have ended. */
  public Batch submitBatch(List<TaskRequest> requests, TaskRequest completion) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Outside of any transaction: completes after a commit that is shared with other callers. */
  public CompletionStage<UUID> submitShared(TaskRequest request) {
    throw new UnsupportedOperationException("not yet");
  }
}
