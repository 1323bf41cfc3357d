package dev.sparkle.task.boundary;

import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which tasks are meant, as a client writes it; each part may be null.
 *
 * @param state labels with commas
 * @param since ISO 8601 time: submitted then or later
 * @param error is in the text of the error, in any case
 */
public record FilterText(
    String state,
    String type,
    String queue,
    String account,
    String batch,
    String since,
    String error) {

  private static final String STATES =
      Arrays.stream(TaskState.values())
          .map(TaskState::label)
          .collect(Collectors.joining(", ", "some of ", ", with commas"));

  static FilterText of(String state, String type) {
    return new FilterText(state, type, null, null, null, null, null);
  }

  /**
   * The filter.
   *
   * @throws dev.sparkle.platform.boundary.ProblemException {@code bad_filter} if a part cannot be
   *     read
   */
  TaskFilter filter() {
    return new TaskFilter(
        states(),
        given(type),
        given(queue),
        given(account).map(text -> uuid("account", text)),
        given(batch).map(text -> uuid("batch", text)),
        given(since).map(FilterText::instant),
        given(error));
  }

  private Set<TaskState> states() {
    try {
      return given(state).stream()
          .flatMap(text -> Arrays.stream(text.split(",")))
          .map(String::strip)
          .map(TaskState::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException unknown) {
      throw Refusals.badFilter("state", STATES);
    }
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank()).map(String::strip);
  }

  private static UUID uuid(String name, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusals.badFilter(name, "an id that Sparkle gave");
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusals.badFilter("since", "a time such as 2026-01-31T08:00:00Z");
    }
  }
}
