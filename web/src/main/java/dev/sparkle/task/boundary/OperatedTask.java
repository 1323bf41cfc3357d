package dev.sparkle.task.boundary;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A task, as an operator sees it.
 *
 * @param error of the last attempt that failed, all of it
 * @param runAt when it may start, or was due
 * @param node the worker of the last attempt
 * @param cancelRequested whether it runs and was asked to stop
 * @param payload what its handler was given; only where one task is read
 * @param attempts the first one first; only where one task is read
 */
public record OperatedTask(
    UUID id,
    String type,
    String queue,
    String priority,
    String state,
    int attempt,
    int maxAttempts,
    double progress,
    @JsonRawValue @Schema(implementation = Object.class) String result,
    String error,
    Instant submittedAt,
    Instant runAt,
    Instant startedAt,
    Instant endedAt,
    String node,
    UUID account,
    UUID batch,
    boolean cancelRequested,
    @JsonRawValue @Schema(implementation = Object.class) String payload,
    List<AttemptItem> attempts) {

  /**
   * One attempt.
   *
   * @param outcome {@code running}, {@code succeeded}, {@code failed}, {@code timed_out}, {@code
   *     crashed} or {@code cancelled}
   * @param durationMs not there while it runs, and where its node died with it
   */
  public record AttemptItem(
      int number, String outcome, String node, Instant startedAt, Long durationMs, String error) {

    static AttemptItem of(Attempt attempt) {
      return new AttemptItem(
          attempt.number(),
          attempt.outcome(),
          attempt.node(),
          attempt.startedAt(),
          attempt.duration().map(Duration::toMillis).orElse(null),
          attempt.error().orElse(null));
    }
  }

  /** In a list. */
  static OperatedTask of(Task task) {
    return of(task, null, null);
  }

  /** By itself. */
  static OperatedTask of(Task task, List<Attempt> attempts) {
    return of(task, task.payload(), attempts.stream().map(AttemptItem::of).toList());
  }

  private static OperatedTask of(Task task, String payload, List<AttemptItem> attempts) {
    return new OperatedTask(
        task.id(),
        task.type(),
        task.queue(),
        task.priority().name().toLowerCase(Locale.ROOT),
        task.state().label(),
        task.attempt(),
        task.maxAttempts(),
        task.progress(),
        task.result().orElse(null),
        task.error().orElse(null),
        task.submittedAt(),
        task.runAt(),
        task.startedAt().orElse(null),
        task.endedAt().orElse(null),
        task.node().orElse(null),
        task.account().orElse(null),
        task.batch().orElse(null),
        task.cancelRequested(),
        payload,
        attempts);
  }
}
