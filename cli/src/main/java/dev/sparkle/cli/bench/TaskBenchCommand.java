package dev.sparkle.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.task.Figure;
import dev.sparkle.cli.bench.task.TaskBench;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench tasks}: the task queue under ten kinds of stress. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the task queue: throughput, long tasks, order, failures, memory, enqueueing, how"
          + " soon tasks start, what tracking costs, kill -9, growth.",
      "It runs in programs of its own, on a PostgreSQL of its own with its durability as shipped,"
          + " and removes them again. In Liberty it is the application as ./sparkle up built it"
          + " last, and one jar beside, by which the bench asks it.",
      "How to measure it beside other queues: docs/performance.md.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every goal was reached", "1:one was missed", "6:nothing is built"})
public final class TaskBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--in",
      defaultValue = "JVM",
      description = "Where the queue runs: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private TaskBench.Place place;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NUMBER",
      description = "These scenarios, by the numbers of the table. Default: all")
  private Set<Integer> only = Set.of();

  @Option(names = "--json", description = "One JSON object instead of the tables")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("sparkle-bench-tasks");
    List<Figure> figures = new ArrayList<>();
    Progress progress = new NewWords(spec.commandLine().getErr());
    try (BenchInstallation services = BenchInstallation.start(root, progress)) {
      new TaskBench(place, root, folder, only, progress)
          .run(services::database, services.redisUrl(), listener(figures, progress));
    } finally {
      delete(folder);
    }
    boolean ok = figures.stream().allMatch(Figure::ok);
    if (json) {
      spec.commandLine()
          .getOut()
          .println(new ObjectMapper().writeValueAsString(Map.of("scenarios", figures, "ok", ok)));
    }
    return ok ? 0 : 1;
  }

  private TaskBench.Listener listener(List<Figure> figures, Progress progress) {
    PrintWriter out = spec.commandLine().getOut();
    return new TaskBench.Listener() {
      private String scenario = "";

      @Override
      public void title(String title) {
        scenario = title;
        if (json) {
          progress.now(title);
        }
        say("\n" + title);
      }

      @Override
      public void figure(Figure figure) {
        figures.add(figure.of(scenario));
        say("  " + figure.row());
      }

      private void say(String line) {
        if (!json) {
          out.println(line);
          out.flush();
        }
      }
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
