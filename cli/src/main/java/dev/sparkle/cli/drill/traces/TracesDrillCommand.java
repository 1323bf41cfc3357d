package dev.sparkle.cli.drill.traces;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.course.SampleCourse;
import dev.sparkle.cli.drill.DrillInstallation;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.StackPorts;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill traces}. */
@Command(
    name = "traces",
    mixinStandardHelpOptions = true,
    description = {
      "Chats, tasks and errors, each followed by its trace from the client on into a real Zipkin.",
      "Two nodes: one serves, the other works on its tasks. A chat's trace must have the frame, the"
          + " five layers, the retrieval, the model's call and SQL; a task's the request, the"
          + " attempt on the other node, its batch job and SQL; each span must hang under another."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every trace was whole", "1:one was not", "6:nothing is built"})
public final class TracesDrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--chats",
      defaultValue = "20",
      description = "How many questions (default: ${DEFAULT-VALUE})")
  private int chats;

  @Option(
      names = "--tasks",
      defaultValue = "10",
      description = "How many materials (default: ${DEFAULT-VALUE})")
  private int tasks;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Progress progress = new NewWords(spec.commandLine().getErr());
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    MonitoringTools tools = MonitoringTools.provide(root, progress);
    try (DrillInstallation installation = DrillInstallation.start(root, progress)) {
      MonitoringStack zipkin =
          new MonitoringStack(
              root.resolve("monitoring"),
              installation.folder().resolve("monitoring"),
              StackPorts.free());
      Runtime.getRuntime().addShutdownHook(new Thread(zipkin::stop));
      try {
        progress.now("starting Zipkin");
        zipkin.startTraces(tools, progress);
        return report(play(installation, zipkin, progress));
      } finally {
        zipkin.stop();
      }
    }
  }

  private List<Sample> play(
      DrillInstallation installation, MonitoringStack zipkin, Progress progress) throws Exception {
    Map<String, String> settings =
        Map.of(
            "OTEL_TRACES_EXPORTER", "zipkin",
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
                zipkin.zipkinAddress().resolve("/api/v2/spans").toString(),
            "OTEL_BSP_SCHEDULE_DELAY", "500");
    LibertyNode serves = installation.node("serves");
    LibertyNode works = installation.node("works");
    installation.start(serves, with(settings, "web"));
    installation.start(works, with(settings, "worker"));
    new SampleCourse(installation.keys()).load(serves.ports().address(), progress);

    TracedLearner learner = new TracedLearner(serves.ports().address());
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < chats; i++) {
      progress.now("question " + (i + 1) + " of " + chats);
      samples.add(learner.ask("What is photosynthesis, said in " + (i + 3) + " sentences?"));
    }
    for (int i = 0; i < tasks; i++) {
      progress.now("material " + (i + 1) + " of " + tasks);
      samples.add(learner.upload(i));
    }
    samples.add(learner.badFrame());
    samples.add(learner.badRequest());
    progress.now("reading the traces in Zipkin");
    ZipkinApi traces = new ZipkinApi(zipkin.zipkinAddress());
    return samples.stream().map(sample -> sample.found(traces)).toList();
  }

  private static Map<String, String> with(Map<String, String> settings, String role) {
    Map<String, String> all = new java.util.HashMap<>(settings);
    all.put("SPARKLE_ROLES", role);
    return all;
  }

  private int report(List<Sample> samples) {
    PrintWriter out = spec.commandLine().getOut();
    boolean whole = samples.stream().allMatch(Sample::whole);
    if (json) {
      ObjectNode report = new ObjectMapper().createObjectNode();
      for (String kind : Sample.KINDS) {
        List<Sample> of = samples.stream().filter(each -> each.kind().equals(kind)).toList();
        report
            .putObject(kind)
            .put("traces", of.size())
            .put("whole", of.stream().filter(Sample::whole).count());
      }
      out.println(report.put("ok", whole));
    } else {
      for (String kind : Sample.KINDS) {
        List<Sample> of = samples.stream().filter(each -> each.kind().equals(kind)).toList();
        out.printf(
            "%-8s %3d of %3d traces whole, %3.0f spans in the middle%n",
            kind,
            of.stream().filter(Sample::whole).count(),
            of.size(),
            (double)
                of.stream()
                    .mapToInt(Sample::spans)
                    .sorted()
                    .skip(of.size() / 2)
                    .findFirst()
                    .orElse(0));
      }
      samples.stream()
          .filter(sample -> !sample.whole())
          .forEach(
              sample ->
                  out.println(
                      "  " + sample.kind() + " " + sample.trace() + ": " + sample.faults()));
    }
    out.flush();
    return whole ? 0 : 1;
  }
}
