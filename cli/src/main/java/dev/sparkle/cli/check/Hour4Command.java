package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.monitoring.Scrape;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.validate.SparkleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle check hour4}. */
@Command(
    name = "hour4",
    mixinStandardHelpOptions = true,
    description = {
      "The fourth hour: more than a hundred messages of learners, within the budgets, in some 80 s; and"
          + " of that time throughput, latency, resources, errors, and what the logs say."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is well", "1:not all is", "3:Sparkle does not run here"})
final class Hour4Command implements Callable<Integer> {

  private static final double MIB = 1024;
  private static final double ERROR_PERCENT = 1;
  private static final String LOGS = "./sparkle logs --errors --since 10m";

  @Spec private CommandSpec spec;
  @Mixin private CheckOptions options;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "105",
      description = "How many. Default: ${DEFAULT-VALUE}; guests of an address have 120 a minute")
  private int messages;

  @Option(
      names = "--limit-ms",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "What the p95 of first words may be. Default: ${DEFAULT-VALUE}")
  private double limitMs;

  @Override
  public Integer call() throws Exception {
    Home home = Home.here();
    List<NodeRecord> nodes = CheckOptions.nodes(home);
    Instant began = Instant.now();
    Map<String, Double> cpu = cpu(home, nodes);
    List<Finding> findings = new ArrayList<>();
    double seconds = load(home, nodes, findings);
    for (NodeRecord node : nodes) {
      findings.addAll(resources(home, node, cpu.get(node.name()), seconds));
    }
    findings.addAll(log(home, began));
    CheckReport report = new CheckReport("hour4", Instant.now().toString(), findings);
    report.print(spec.commandLine().getOut(), options.json());
    return report.exitCode();
  }

  /**
   * Asks the first node that lets anybody in; the seconds that it took.
   *
   * @param findings take what was found, also of nodes before
   */
  private double load(Home home, List<NodeRecord> nodes, List<Finding> findings)
      throws InterruptedException {
    double seconds = 0;
    for (NodeRecord node : nodes) {
      if (node.serves()) {
        Messages.Result sent = new Messages(node.ports().address(), home.keys()).send(messages);
        seconds += sent.seconds();
        if (!sent.refusal().isEmpty()) {
          findings.add(
              Finding.judged(
                  node.name() + ": learners come in",
                  false,
                  sent.refusal(),
                  "./sparkle logs --errors --node " + node.name()));
        }
        if (sent.sent() > 0) {
          findings.addAll(load(sent, limitMs));
          return seconds;
        }
      }
    }
    findings.add(
        Finding.judged("messages", 0, "", false, "no node let anybody ask", "./sparkle status"));
    return seconds;
  }

  static List<Finding> load(Messages.Result sent, double limitMs) {
    return List.of(
        Finding.judged(
            "messages",
            sent.sent(),
            "",
            sent.sent() >= 100,
            sent.sent() + " in " + Figure.words(sent.seconds(), "s"),
            sent.wanted() >= 100 ? "./sparkle logs --errors" : "Send at least 100: --messages"),
        Finding.told("throughput", sent.perMinute(), "/min"),
        Finding.judged(
            "errors",
            sent.errorPercent(),
            "%",
            sent.errorPercent() <= ERROR_PERCENT,
            Figure.words(sent.errorPercent(), "%") + " " + sent.outcomes(),
            "./sparkle logs --errors"),
        firstWords(sent, limitMs),
        Finding.told("whole answers, p95", sent.whole().p95Ms(), "ms"));
  }

  private static Finding firstWords(Messages.Result sent, double limitMs) {
    String name = "first words, p95";
    String todo = "docs/runbooks/LatencyP95.md";
    return sent.first().count() == 0
        ? Finding.judged(name, false, "no words came", todo)
        : Finding.judged(
            name,
            sent.first().p95Ms(),
            "ms",
            sent.first().p95Ms() <= limitMs,
            "p50 / p95 / p99 " + sent.first() + " ms",
            todo);
  }

  private static Map<String, Double> cpu(Home home, List<NodeRecord> nodes) {
    Map<String, Double> seconds = new TreeMap<>();
    for (NodeRecord node : nodes) {
      node.node(home)
          .pid()
          .ifPresent(pid -> seconds.put(node.name(), ProcessTimes.cpuSecondsOfTree(pid)));
    }
    return seconds;
  }

  private static List<Finding> resources(
      Home home, NodeRecord node, Double cpuBefore, double seconds) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    String name = node.name() + ": ";
    OptionalLong running = node.node(home).pid();
    if (running.isEmpty()) {
      return List.of(
          Finding.judged(name + "runs", false, "its process is gone", "./sparkle status"));
    }
    long pid = running.getAsLong();
    if (cpuBefore != null && seconds > 0) {
      findings.add(
          Finding.told(
              name + "cores", (ProcessTimes.cpuSecondsOfTree(pid) - cpuBefore) / seconds, ""));
    }
    findings.add(
        Finding.told(name + "resident memory", ProcessTimes.status(pid, "VmRSS") / MIB, "MiB"));
    findings.add(Finding.told(name + "threads", ProcessTimes.status(pid, "Threads"), ""));
    Scrape.of(node.ports().address())
        .ifPresent(
            page -> {
              double share =
                  100 * page.sum("heap_after_collection_bytes") / page.sum("memory_maxHeap_bytes");
              findings.add(
                  Finding.judged(
                      name + "heap after collection",
                      share,
                      "%",
                      share < 80,
                      Figure.words(share, "% of the most"),
                      "docs/runbooks/MemoryLeak.md"));
            });
    return findings;
  }

  private static List<Finding> log(Home home, Instant since)
      throws IOException, InterruptedException {
    Path told = Files.createTempFile("sparkle-log", ".jsonl");
    Path words = Files.createTempFile("sparkle-log", ".err");
    try {
      int exit =
          SparkleRun.run(
              home.root(),
              List.of("logs", "--errors", "--json", "--since", since.toString()),
              told,
              words,
              Duration.ofMinutes(1),
              Progress.SILENT);
      return log(exit, Files.readAllLines(told), Files.readAllLines(words));
    } finally {
      Files.delete(told);
      Files.delete(words);
    }
  }

  /** Logs that could not be read to their end say nothing of what is in them. */
  static List<Finding> log(int exit, List<String> told, List<String> words) throws IOException {
    if (exit == ExitCode.OK) {
      return anomalies(told);
    }
    String why = words.stream().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
    return List.of(
        Finding.judged(
            "errors in the logs",
            false,
            "not known, ./sparkle logs ended with " + exit + (why.isEmpty() ? "" : ": " + why),
            LOGS));
  }

  /** Errors are judged, warnings told, by who wrote them. */
  static List<Finding> anomalies(List<String> lines) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Integer> errors = new TreeMap<>();
    Map<String, Integer> warnings = new TreeMap<>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      JsonNode entry = json.readTree(line);
      String module = entry.path("module").asText("?");
      String source = module.substring(module.lastIndexOf('.') + 1);
      (entry.path("loglevel").asText().equals("WARNING") ? warnings : errors)
          .merge(source, 1, Integer::sum);
    }
    int count = errors.values().stream().mapToInt(each -> each).sum();
    return List.of(
        Finding.judged(
            "errors in the logs",
            count,
            "",
            count == 0,
            count == 0 ? "none" : errors.toString(),
            LOGS),
        new Finding(
            "warnings in the logs",
            (double) warnings.values().stream().mapToInt(each -> each).sum(),
            "",
            warnings.isEmpty() ? "none" : warnings.toString(),
            null,
            ""));
  }
}
