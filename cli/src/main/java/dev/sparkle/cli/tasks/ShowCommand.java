package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.terminal.Figures;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows one task, with its payload and the history of its attempts.")
final class ShowCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private Operator operator;

  @Parameters(paramLabel = "ID", description = "The task, as list shows it")
  private String id;

  @Override
  public Integer call() {
    JsonNode task = operator.get("admin/tasks/" + Operator.escaped(id));
    operator.show(task, out -> print(task, out, Instant.now()));
    return ExitCode.OK;
  }

  static void print(JsonNode task, PrintWriter out, Instant now) {
    out.println(TaskLine.of(task, now));
    line(
        out, "queue", task.path("queue").asText() + ", priority " + task.path("priority").asText());
    line(out, "account", task.path("account").asText(""));
    line(out, "batch", task.path("batch").asText(""));
    line(out, "submitted", time(task, "submittedAt", now));
    if (task.path("state").asText().matches("scheduled|retrying")) {
      line(out, "next", time(task, "runAt", now));
    }
    line(out, "started", time(task, "startedAt", now));
    line(out, "ended", time(task, "endedAt", now));
    line(out, "progress", TaskLine.percent(task));
    line(out, "payload", task.has("payload") ? task.path("payload").toString() : "");
    line(out, "result", task.has("result") ? task.path("result").toString() : "");
    line(out, "error", task.path("error").asText("").strip().replace("\n", "\n             "));
    task.path("attempts").forEach(attempt -> attempt(out, attempt));
  }

  private static void attempt(PrintWriter out, JsonNode attempt) {
    String took =
        attempt.path("durationMs").isNumber()
            ? Figures.took(Duration.ofMillis(attempt.path("durationMs").asLong()))
            : "";
    line(
        out,
        "attempt " + attempt.path("number").asInt(),
        String.format(
                "%-10s %-10s %-19s  %9s   %s",
                attempt.path("outcome").asText().replace('_', ' '),
                attempt.path("node").asText(""),
                attempt.path("startedAt").isTextual()
                    ? TIME.format(Instant.parse(attempt.path("startedAt").asText()))
                    : "",
                took,
                TaskLine.firstLine(attempt.path("error").asText("")))
            .stripTrailing());
  }

  /** In the reader's zone, and how long ago or in how long. */
  private static String time(JsonNode task, String field, Instant now) {
    if (!task.path(field).isTextual()) {
      return "";
    }
    Instant moment = Instant.parse(task.path(field).asText());
    Duration ago = Duration.between(moment, now);
    return TIME.format(moment)
        + (ago.isNegative()
            ? "  (in " + Figures.lasts(ago.negated()) + ")"
            : "  (" + Figures.lasts(ago) + " ago)");
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.println(String.format("  %-10s %s", name, value));
    }
  }
}
