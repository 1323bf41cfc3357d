package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.List;

/**
 * How the installation is, all nodes together, from the database: so it is the same on every node
 * and outlives restarts.
 *
 * @param now the last minutes
 * @param points one for each step of the range, the oldest first, none left out
 */
public record Overview(Instant at, int stepSeconds, Now now, List<Point> points) {

  public Overview {
    points = List.copyOf(points);
  }

  /**
   * The last five minutes, and what is under way.
   *
   * @param firstWordsMillis of nineteen answers in twenty the longest wait; null: there was none
   * @param running answers on their way
   */
  public record Now(
      double answersPerMinute,
      double failedShare,
      Long firstWordsMillis,
      double tasksPerMinute,
      double deadShare,
      long running) {}

  /**
   * What happened in a step.
   *
   * @param answers questions that came
   * @param tasks that ended
   * @param dead of them
   * @param firstWordsMillis 95th percentile; null: there was no answer
   * @param waitMillis of tasks, from when they might start to their start, 95th percentile
   */
  public record Point(
      Instant at,
      long answers,
      long failed,
      long blocked,
      Long firstWordsMillis,
      Long answerMillis,
      long tokens,
      long costMicros,
      long tasks,
      long dead,
      Long waitMillis) {}
}
