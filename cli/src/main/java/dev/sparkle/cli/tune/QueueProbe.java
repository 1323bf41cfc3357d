package dev.sparkle.cli.tune;

import dev.sparkle.cli.bench.task.TaskRig;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.TaskRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** How many tasks go through the queue's own classes in a second, at one size. */
final class QueueProbe {

  private static final int BLOCK = 500;
  private static final int ROUNDS = 3;

  private final DataSource pool;
  private final ProbeTasks tasks = new ProbeTasks();

  QueueProbe(DataSource pool) {
    this.pool = pool;
  }

  /**
   * Tasks a second, the middle of three rounds.
   *
   * @param count tasks of each round
   * @param attempts at a time
   * @param batch most tasks in one statement
   */
  double rate(String type, int count, int attempts, int batch) throws InterruptedException {
    double[] rates = new double[ROUNDS];
    try (TaskRig rig = new TaskRig(pool, attempts, batch, tasks.handlers())) {
      rig.start();
      for (int round = 0; round < ROUNDS; round++) {
        rates[round] = round(rig.queue(), type, count);
      }
    }
    Arrays.sort(rates);
    return rates[ROUNDS / 2];
  }

  private double round(TaskQueue queue, String type, int count) throws InterruptedException {
    tasks.expect(count);
    long began = System.nanoTime();
    for (int from = 0; from < count; from += BLOCK) {
      List<TaskRequest> block = new ArrayList<>();
      for (int number = from; number < Math.min(count, from + BLOCK); number++) {
        block.add(TaskRequest.of(type, new ProbeTasks.Job(number)));
      }
      queue.submitAll(block);
    }
    if (!tasks.await()) {
      throw new IllegalStateException("tasks of the tuner do not end");
    }
    return count / ((System.nanoTime() - began) / 1e9);
  }
}
