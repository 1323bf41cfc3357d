package dev.sparkle.cli.bench.watching;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.StackPorts;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench watching}: what metrics and traces cost. */
@Command(
    name = "watching",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Has nodes answer questions and take texts in, in turns, each watched otherwise: no traces"
          + " and nobody who reads /metrics; as shipped (ids only); a tenth of the traces to a real"
          + " Zipkin; all of them. All but the first are scraped after every turn.",
      "Tells the CPU of the node's process for each question and each task, which does not depend"
          + " on what else the machine does as much as times do.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "2:wrong usage", "6:nothing is built"})
public final class WatchingBenchCommand implements Callable<Integer> {

  private static final int TASKS_A_TURN = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--turns",
      defaultValue = "30",
      description = "Turns of each node. Default: ${DEFAULT-VALUE}")
  private int turns;

  @Option(
      names = "--questions",
      defaultValue = "20",
      description = "Questions in a turn. Default: ${DEFAULT-VALUE}")
  private int questions;

  @Option(names = "--json", description = "One JSON object instead of the table")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Progress progress = new NewWords(spec.commandLine().getErr());
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    MonitoringTools tools = MonitoringTools.provide(root, progress);
    Path folder = Files.createTempDirectory("sparkle-watching");
    MonitoringStack zipkin =
        new MonitoringStack(
            root.resolve("monitoring"), folder.resolve("zipkin"), StackPorts.free());
    Runtime.getRuntime().addShutdownHook(new Thread(zipkin::stop));
    try (FakeLlmProcess fake = FakeLlmProcess.start("--tokens", "60");
        BenchInstallation installation = BenchInstallation.start(root, progress)) {
      zipkin.startTraces(tools, progress);
      List<WatchedNode> nodes = nodes(fake, installation, zipkin);
      double load = measure(nodes, folder, progress);
      report(nodes.stream().map(WatchedNode::figures).toList(), load);
      nodes.forEach(WatchedNode::close);
    } finally {
      zipkin.stop();
      Removal.of(folder);
    }
    return 0;
  }

  private static List<WatchedNode> nodes(
      FakeLlmProcess fake, BenchInstallation installation, MonitoringStack zipkin) {
    Map<String, String> traced =
        Map.of(
            "OTEL_TRACES_EXPORTER",
            "zipkin",
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
            zipkin.zipkinAddress().resolve("/api/v2/spans").toString());
    Map<String, String> tenth = new LinkedHashMap<>(traced);
    tenth.put("OTEL_TRACES_SAMPLER", "traceidratio");
    tenth.put("OTEL_TRACES_SAMPLER_ARG", "0.1");
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    states.put("bare", Map.of("OTEL_SDK_DISABLED", "true"));
    states.put("shipped", Map.of());
    states.put("tenth", tenth);
    states.put("all", traced);
    List<WatchedNode> nodes = new ArrayList<>();
    states.forEach(
        (state, further) -> {
          Map<String, String> settings = new LinkedHashMap<>(NoLimits.SETTINGS);
          settings.put("SPARKLE_LLM_BASE_URL", fake.baseUrl().toString());
          settings.put("SPARKLE_LLM_MODEL", "fake");
          settings.put("SPARKLE_ADMIN_CENTER", "off");
          settings.putAll(further);
          LibertyNode node = installation.node(state, settings);
          installation.loadCourse(node);
          nodes.add(new WatchedNode(state, node, !state.equals("bare")));
        });
    return nodes;
  }

  /** Returns the machine's load in the middle. */
  private double measure(List<WatchedNode> nodes, Path folder, Progress progress)
      throws java.io.IOException {
    double load = Double.NaN;
    int warm = turns / 3;
    for (int turn = -warm; turn < turns; turn++) {
      if (turn == 0) {
        nodes.forEach(WatchedNode::begin);
      }
      if (turn == turns / 2) {
        load = ProcessTimes.load();
      }
      progress.now(turn < 0 ? "warming up" : "turn " + (turn + 1) + " of " + turns);
      int base = (turn + warm) * questions;
      List<String> texts =
          IntStream.range(base, base + questions)
              .mapToObj(i -> "What is photosynthesis, told in " + (i + 3) + " words?")
              .toList();
      for (WatchedNode node : nodes) {
        node.ask(texts);
        node.takeIn(folder, TASKS_A_TURN);
      }
    }
    return load;
  }

  private void report(List<WatchedNode.Figures> all, double load) throws java.io.IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(Map.of("watching", all, "load", load)));
      out.flush();
      return;
    }
    WatchedNode.Figures bare = all.get(0);
    out.printf(
        Locale.ROOT,
        "%d questions and %d tasks of each node, load %.1f%n%n%-9s%22s%26s%22s%n",
        bare.questions(),
        bare.tasks(),
        load,
        "",
        "CPU ms a question",
        "first words, p50 / p95 ms",
        "CPU ms a task");
    for (WatchedNode.Figures each : all) {
      out.printf(
          Locale.ROOT,
          "%-9s%14.1f (%+4.0f %%)%26s%14.1f (%+4.0f %%)%n",
          each.state(),
          each.cpuMsAQuestion(),
          (each.cpuMsAQuestion() / bare.cpuMsAQuestion() - 1) * 100,
          String.format(Locale.ROOT, "%.1f / %.1f", each.firstWordsP50Ms(), each.firstWordsP95Ms()),
          each.cpuMsATask(),
          (each.cpuMsATask() / bare.cpuMsATask() - 1) * 100);
    }
    out.println();
    out.println("Zipkin is a process of its own, whose CPU is not in it.");
    out.flush();
  }
}
