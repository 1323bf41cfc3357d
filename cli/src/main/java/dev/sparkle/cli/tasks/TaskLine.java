package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.terminal.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** A task in one line: type, state, a figure, id, details. What needs a person is in capitals. */
final class TaskLine {

  private static final Set<String> WAITING = Set.of("queued", "scheduled", "retrying");

  private TaskLine() {}

  static String of(JsonNode task, Instant now) {
    return String.format(
            "%-22s %-10s %-7s %-36s  %s",
            task.path("type").asText(),
            state(task.path("state").asText()),
            figure(task, now),
            task.path("id").asText(),
            details(task))
        .stripTrailing();
  }

  static String state(String state) {
    return state.equals("dead") ? "DEAD" : state;
  }

  /** How far it is, how long it waits or took, or how long ago it ended. */
  private static String figure(JsonNode task, Instant now) {
    String state = task.path("state").asText();
    if (state.equals("running")) {
      return percent(task);
    }
    if (WAITING.contains(state)) {
      return since(task, "submittedAt", now);
    }
    return since(task, "endedAt", now);
  }

  static String percent(JsonNode task) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * task.path("progress").asDouble());
  }

  /** How long ago that was; empty if it is not told. */
  static String since(JsonNode task, String field, Instant now) {
    return task.path(field).isTextual()
        ? Figures.lasts(Duration.between(Instant.parse(task.path(field).asText()), now))
        : "";
  }

  private static String details(JsonNode task) {
    StringBuilder words = new StringBuilder();
    String node = task.path("node").asText("");
    if (task.path("state").asText().equals("running") && !node.isEmpty()) {
      words.append("on ").append(node);
    }
    int attempt = task.path("attempt").asInt();
    boolean failed = task.path("error").isTextual();
    if (attempt > 1 || attempt == 1 && failed) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append("attempt ")
          .append(attempt)
          .append(" of ")
          .append(task.path("maxAttempts").asInt());
    }
    if (task.path("cancelRequested").asBoolean()) {
      words.append(words.isEmpty() ? "" : ", ").append("asked to stop");
    }
    if (failed) {
      words
          .append(attempt == 0 ? "failed before: " : ": ")
          .append(firstLine(task.path("error").asText()));
    }
    return words.toString();
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
