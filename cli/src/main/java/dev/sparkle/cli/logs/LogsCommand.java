package dev.sparkle.cli.logs;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.SupervisorLog;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sparkle logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the nodes' logs together, in the order of time (UTC): the last lines, those of one"
          + " request, trace, answer or task on whichever node, or only the trouble.",
      "An error names its requestId and its traceId:",
      "  ./sparkle logs --request 7bdadade-3afc-4c18-a9fc-3f07bb59b7b7",
      "  ./sparkle logs --errors --since 2h"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown, also if nothing was found",
      "2:wrong usage",
      "3:there is no log, Sparkle was never started"
    })
public final class LogsCommand implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** Without a filter, of all nodes together. */
  private static final int LINES = 50;

  @Spec private CommandSpec spec;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "only this node's, such as node-1, or the supervisor's (default: all nodes)")
  private String node;

  @Option(names = "--request", paramLabel = "ID", description = "only lines of this request")
  private String request;

  @Option(names = "--trace", paramLabel = "ID", description = "only lines of this trace")
  private String trace;

  @Option(names = "--generation", paramLabel = "ID", description = "only lines of this answer")
  private String generation;

  @Option(names = "--task", paramLabel = "ID", description = "only lines of this task")
  private String task;

  @Option(names = "--errors", description = "only warnings and errors")
  private boolean errors;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "not older than 90s, 5m, 2h or 3d, or than 2026-11-26T03:00:00Z")
  private String since;

  @Option(
      names = {"-f", "--follow"},
      description = "goes on as lines come, until Ctrl-C")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "the last N of what is wanted (default: 50; all, if something is asked for)")
  private Integer lines;

  @Option(names = "--json", description = "each line as the node wrote it, for a program")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    LogFilter filter = filter();
    List<NodeLogs> logs = logs(Home.here());
    int width = logs.stream().mapToInt(each -> each.node().length()).max().orElse(0);
    PrintStream out = Terminal.standard().out();
    int most = lines != null ? Math.max(0, lines) : filter.isOpen() ? LINES : Integer.MAX_VALUE;
    Map<NodeLogs, LogTail> tails = new HashMap<>();
    List<LogEntry> found = new ArrayList<>();
    for (NodeLogs each : logs) {
      LogTail tail = new LogTail(each.current());
      tails.put(each, tail);
      // the tail first: what comes while the files are read is shown twice rather than never
      List<String> last = tail.last(filter.isOpen() ? most : 0);
      found.addAll(filter.isOpen() ? each.entries(last) : each.wanted(filter));
    }
    found.sort(BY_TIME);
    show(found.subList(Math.max(0, found.size() - most), found.size()), width, out);
    while (follow && !out.checkError()) {
      Pause.of(LOOK_AGAIN);
      List<LogEntry> fresh = new ArrayList<>();
      for (Map.Entry<NodeLogs, LogTail> each : tails.entrySet()) {
        each.getKey().entries(each.getValue().fresh()).stream()
            .filter(filter::wants)
            .forEach(fresh::add);
      }
      fresh.sort(BY_TIME);
      show(fresh, width, out);
    }
    return ExitCode.OK;
  }

  private static final Comparator<LogEntry> BY_TIME =
      Comparator.comparing(LogEntry::at, Comparator.nullsFirst(Comparator.naturalOrder()));

  private void show(List<LogEntry> entries, int width, PrintStream out) {
    for (LogEntry entry : entries) {
      if (json) {
        out.println(entry.json());
      } else {
        entry.lines(width).forEach(out::println);
      }
    }
  }

  private LogFilter filter() {
    Map<String, String> ids = new HashMap<>();
    put(ids, "request_id", request);
    put(ids, "trace_id", trace);
    put(ids, "generation_id", generation);
    put(ids, "task_id", task);
    try {
      return new LogFilter(
          ids, errors, since == null ? null : LogFilter.since(since, Instant.now()));
    } catch (IllegalArgumentException notATime) {
      throw new ParameterException(spec.commandLine(), "--since: " + notATime.getMessage());
    }
  }

  private static void put(Map<String, String> ids, String name, String value) {
    if (value != null) {
      ids.put(name, value);
    }
  }

  private List<NodeLogs> logs(Home home) throws IOException {
    Path supervisor = home.supervisor().resolve(SupervisorLog.FILE);
    if ("supervisor".equals(node) && Files.exists(supervisor)) {
      return List.of(new NodeLogs("supervisor", supervisor));
    }
    List<NodeLogs> logs = List.of();
    if (Files.isDirectory(home.nodes())) {
      try (Stream<Path> folders = Files.list(home.nodes())) {
        logs =
            folders
                .filter(f -> node == null || f.getFileName().toString().equals(node))
                .sorted()
                .map(f -> new NodeLogs(f.getFileName().toString(), current(f)))
                .filter(log -> Files.exists(log.current()))
                .toList();
      }
    }
    if (logs.isEmpty()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING,
          "there is no log" + (node == null ? "." : " of " + node + "."),
          node == null ? "Start Sparkle first: ./sparkle up" : "The nodes: ./sparkle status");
    }
    return logs;
  }

  private static Path current(Path folder) {
    Path messages = folder.resolve("logs/messages.log");
    return Files.exists(messages) ? messages : messages.resolveSibling("console.log");
  }
}
