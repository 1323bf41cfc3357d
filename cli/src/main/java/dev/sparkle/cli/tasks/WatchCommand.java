package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle tasks watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows queues, workers and the latest tasks, and draws them again until Ctrl-C.",
      "Without a terminal: once."
    })
final class WatchCommand implements Callable<Integer> {

  /** Rows for a terminal that does not tell its height. */
  private static final int ROWS = 24;

  @Mixin private Operator operator;
  @Mixin private FilterOptions filter;

  @Option(
      names = "--state",
      paramLabel = "STATES",
      defaultValue = "running,retrying,queued,dead",
      description = "Only tasks in these (default: ${DEFAULT-VALUE})")
  private String state;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Between two looks (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  public Integer call() {
    if (seconds < 1) {
      throw new Trouble(ExitCode.USAGE, "--every is " + seconds + ".", "Choose 1 or more.");
    }
    Terminal terminal = Terminal.standard();
    if (!terminal.live() || operator.json()) {
      ObjectNode picture = look();
      operator.show(picture, out -> lines(picture).forEach(out::println));
      return ExitCode.OK;
    }
    List<String> shown = new ArrayList<>();
    while (true) {
      List<String> picture = lookOrSay();
      draw(terminal, shown.size(), picture);
      shown = picture;
      Pause.of(Duration.ofSeconds(seconds));
    }
  }

  /** While the server is away, the picture says so, and watching goes on. */
  private List<String> lookOrSay() {
    try {
      return lines(look());
    } catch (Trouble trouble) {
      if (trouble.exitCode() == ExitCode.NOT_RUNNING) {
        return List.of("  ✗ " + trouble.getMessage(), "    " + trouble.remedy());
      }
      throw trouble;
    }
  }

  private ObjectNode look() {
    JsonNode queues = operator.get("admin/queues").path("items");
    JsonNode workers = operator.get("admin/workers").path("items");
    int rows = Math.max(3, ROWS - queues.size() - workers.size() - 4);
    ObjectNode all = Operator.JSON.createObjectNode();
    all.set("queues", queues);
    all.set("workers", workers);
    all.set("tasks", ListCommand.fetch(operator, filter, state, rows).path("items"));
    return all;
  }

  private static List<String> lines(ObjectNode all) {
    Instant now = Instant.now();
    List<String> lines = new ArrayList<>();
    all.path("queues").forEach(queue -> lines.add(QueueLine.of(queue)));
    lines.add("");
    all.path("workers").forEach(worker -> lines.add(WorkerLine.of(worker, now)));
    lines.add("");
    all.path("tasks").forEach(task -> lines.add(TaskLine.of(task, now)));
    return lines;
  }

  private static void draw(Terminal terminal, int before, List<String> picture) {
    StringBuilder screen = new StringBuilder();
    if (before > 0) {
      screen.append("\u001b[").append(before).append("A\r\u001b[J");
    }
    for (String line : picture) {
      screen.append(
          line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1));
      screen.append('\n');
    }
    terminal.out().print(screen);
    terminal.out().flush();
  }
}
