package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the nodes' logs, the last lines or as they come.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:shown", "3:there is no log, Sparkle was never started"})
public final class LogsCommand implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "only this node's, such as node-1, or the supervisor's (default: all nodes)")
  private String node;

  @Option(
      names = {"-f", "--follow"},
      description = "goes on as lines come, until Ctrl-C")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "of each log (default: ${DEFAULT-VALUE})")
  private int lines;

  @Override
  public Integer call() throws IOException {
    Home home = Home.here();
    PrintStream out = Terminal.standard().out();
    List<LogTail> tails = new ArrayList<>();
    List<Path> logs = logs(home);
    for (Path log : logs) {
      String name = log.getParent().getParent().getFileName().toString();
      tails.add(new LogTail(log, logs.size() > 1 ? name + "  " : ""));
    }
    for (LogTail tail : tails) {
      tail.last(Math.max(0, lines)).forEach(out::println);
    }
    while (follow) {
      Pause.of(LOOK_AGAIN);
      for (LogTail tail : tails) {
        tail.fresh().forEach(out::println);
      }
      if (out.checkError()) {
        break;
      }
    }
    return ExitCode.OK;
  }

  private List<Path> logs(Home home) throws IOException {
    List<Path> logs = List.of();
    Path supervisor = home.supervisor().resolve(SupervisorLog.FILE);
    if ("supervisor".equals(node) && Files.exists(supervisor)) {
      return List.of(supervisor);
    }
    if (Files.isDirectory(home.nodes())) {
      try (Stream<Path> folders = Files.list(home.nodes())) {
        logs =
            folders
                .filter(f -> node == null || f.getFileName().toString().equals(node))
                .sorted()
                .map(f -> f.resolve("logs/messages.log"))
                .map(f -> Files.exists(f) ? f : f.resolveSibling("console.log"))
                .filter(Files::exists)
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
}
