package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.TaskEngine;
import dev.sparkle.task.entity.Batch;
import dev.sparkle.task.entity.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * Takes tasks in. What is submitted here is kept: once the transaction has committed, or the stage
 * has completed, the task survives the death of every node, and is handled at least once.
 */
public class TaskQueue {

  private final DataSource database;
  private final TaskEngine engine;
  private final AfterCommit afterCommit;

  /**
   * A queue.
   *
   * @param database whose connections take part in the caller's transaction, if there is one
   */
  public TaskQueue(DataSource database, TaskEngine engine, AfterCommit afterCommit) {
    this.database = database;
    this.engine = engine;
    this.afterCommit = afterCommit;
  }

  /**
   * Submits in the caller's transaction: the task is there if and only if that commits. Workers are
   * told after its commit.
   *
   * @return the task's id; where its unique key was held, the id of the holder
   * @throws IllegalArgumentException if no handler works on the type, the payload has no JSON form,
   *     or a task to be followed does not exist
   */
  public UUID submit(TaskRequest request) {
    return submitAll(List.of(request)).get(0);
  }

  /** As {@link #submit}, several in one statement; ids in the order of the requests. */
  public List<UUID> submitAll(List<TaskRequest> requests) {
    if (requests.isEmpty()) {
      return List.of();
    }
    try (Connection connection = database.getConnection()) {
      TaskEngine.Taken taken =
          afterCommit.isInTransaction()
              ? engine.submitJoined(connection, requests)
              : engine.submit(connection, requests);
      afterCommit.run(taken.told());
      return taken.ids();
    } catch (SQLException e) {
      throw new IllegalStateException("the tasks could not be stored", e);
    }
  }

  /**
   * Tasks that belong together, and one that runs when all of them have ended, however they did. To
   * be called in a transaction: without one, a crash may leave the tasks without their completion.
   */
  public Batch submitBatch(List<TaskRequest> requests, TaskRequest completion) {
    UUID id = UUID.randomUUID();
    List<UUID> tasks = submitAll(requests.stream().map(request -> request.inBatch(id)).toList());
    UUID last = submit(completion.inBatch(id).followingWhatever(new ArrayList<>(tasks)));
    return new Batch(id, tasks, last);
  }

  /**
   * Submits outside of any transaction; completes after a commit that is shared with other callers,
   * and exceptionally if the task was not stored. The fastest way for many callers.
   */
  public CompletionStage<UUID> submitShared(TaskRequest request) {
    return engine.submitShared(request);
  }

  /**
   * As {@link #submitShared}, and waits: the caller who comes first commits for those who come
   * while he does. The soonest way for one who has nothing else to do meanwhile.
   *
   * @throws IllegalStateException if the task was not stored
   */
  public UUID submitAndWait(TaskRequest request) {
    try {
      return engine.submitAndWait(request);
    } catch (CompletionException e) {
      throw new IllegalStateException("the task could not be stored", e.getCause());
    }
  }
}
