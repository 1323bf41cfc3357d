package dev.sparkle.task.boundary;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sparkle.task.entity.Task;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A task, as its owner sees it.
 *
 * @param state {@code scheduled}, {@code queued}, {@code running}, {@code retrying}, {@code
 *     succeeded}, {@code dead} or {@code cancelled}
 * @param attempt how many attempts have begun
 * @param progress 0 to 1
 * @param result whatever its handler gave; there once it succeeded with one
 * @param error one line, of the last attempt that failed
 * @param startedAt of the last attempt
 */
public record TaskItem(
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
    Instant startedAt,
    Instant endedAt) {

  /** As its owner sees it now. */
  public static TaskItem of(Task task) {
    return new TaskItem(
        task.id(),
        task.type(),
        task.queue(),
        task.priority().name().toLowerCase(Locale.ROOT),
        task.state().label(),
        task.attempt(),
        task.maxAttempts(),
        task.progress(),
        task.result().orElse(null),
        task.error().map(ErrorLine::of).orElse(null),
        task.submittedAt(),
        task.startedAt().orElse(null),
        task.endedAt().orElse(null));
  }
}
