package dev.sparkle.task.control.jobs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Tells one run of a task's job from the next. Whatever a job writes carries it; once another run
 * was begun, nothing with the old one has any effect: {@link JobRuns#hold}.
 *
 * @param task the task that the job works for
 * @param number from 1, higher with each run
 */
public record Fence(UUID task, long number) {

  private static final String TASK = "task";
  private static final String NUMBER = "fence";

  public Fence {
    Objects.requireNonNull(task, "task");
    if (number < 1) {
      throw new IllegalArgumentException("fences count from 1, not " + number);
    }
  }

  /** A token that no other run has, for rows that are claimed. */
  public UUID token() {
    return UUID.nameUUIDFromBytes((task + "#" + number).getBytes(StandardCharsets.US_ASCII));
  }

  /** The fence among a job's parameters. */
  Map<String, String> parameters() {
    return Map.of(TASK, task.toString(), NUMBER, Long.toString(number));
  }

  /**
   * The fence of a job's properties, which the JSL takes from its parameters.
   *
   * @throws IllegalArgumentException if there is none: somebody started the job by hand
   */
  public static Fence of(Map<?, ?> properties) {
    Object task = properties.get(TASK);
    Object number = properties.get(NUMBER);
    if (task == null || number == null || task.toString().isEmpty()) {
      throw new IllegalArgumentException("Sparkle's jobs are started by tasks: submit one.");
    }
    return new Fence(UUID.fromString(task.toString()), Long.parseLong(number.toString()));
  }
}
