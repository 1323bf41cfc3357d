package dev.sparkle.cli.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.LongQuestions;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.bench.chat.CpuShares;
import dev.sparkle.cli.bench.chat.Machine;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.chart.Page;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench load}: learners as they are, until a limit; or a soak. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets more and more learners use one node as people do: they think, ask, read to the end, wish"
          + " for hints, are quizzed, hand pages in, and lose the network in the middle of an answer"
          + " and resume it. It ends at the step in which first words are late or answers fail.",
      "With --soak so many learners go on for that long, and memory, threads, open files and the dead"
          + " rows of the tables are held against a test of their slope.",
      "The servers are the bench's own, with a fake model in a process of its own; budgets are"
          + " lifted. The node runs what ./sparkle up built last.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured; a soak stayed flat",
      "1:already the first step was beyond the limit, or something grew in the soak"
          + " or could not be judged",
      "2:wrong usage",
      "6:nothing is built"
    })
public final class LoadBenchCommand implements Callable<Integer> {

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final int SAMPLES = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--learners",
      split = ",",
      paramLabel = "N",
      defaultValue = "10,25,50,100,150,200,300,400",
      description = "Learners at once, step by step. Default: ${DEFAULT-VALUE}")
  private List<Integer> learners;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "45",
      description = "How long each step is measured. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--think",
      paramLabel = "S",
      defaultValue = "6",
      description =
          "Seconds between an answer's end and the next question, on average. Default:"
              + " ${DEFAULT-VALUE}: livelier than people")
  private double think;

  @Option(
      names = "--limit-ms",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "Steps go on while the p95 of first words is within. Default: ${DEFAULT-VALUE}")
  private double limitMs;

  @Option(
      names = "--limit-errors",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description = "… and no more than this ends badly. Default: ${DEFAULT-VALUE}")
  private double limitErrors;

  @Option(
      names = "--soak",
      paramLabel = "DURATION",
      description = "Instead of steps: so long, as 90s, 30m or 8h")
  private String soak;

  @Option(
      names = "--soak-learners",
      paramLabel = "N",
      defaultValue = "20",
      description = "Learners of the soak. Default: ${DEFAULT-VALUE}")
  private int soakLearners;

  @Option(names = "--json", description = "One JSON object instead of the table")
  private boolean json;

  @Option(names = "--report", paramLabel = "FILE", description = "Also write a page with plots")
  private Path report;

  @Option(
      names = "--kept",
      paramLabel = "FILE",
      description =
          "Where what was measured so far is kept as JSON, after each step and each look of a soak."
              + " Default: target/bench-load.json, and target/bench-load-soak.json of a soak")
  private Path kept;

  @Override
  public Integer call() throws Exception {
    Duration soaking = soaking();
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    Progress progress = new NewWords(spec.commandLine().getErr());
    Limit limit = new Limit(limitMs, limitErrors);
    List<LoadStep> steps = new ArrayList<>();
    Path place =
        kept != null
            ? kept
            : root.resolve("target")
                .resolve(soak == null ? "bench-load.json" : "bench-load-soak.json");
    LoadFile file = new LoadFile(place);
    file.keep(told(limit, steps, null), false); // nothing yet, and nothing of a run before
    progress.now("what is measured is kept in " + place + " meanwhile");
    LoadSoak.Figures soaked = null;
    try (FakeLlmProcess fake = FakeLlmProcess.start("--tokens", "80", "--tokens-per-second", "25");
        BenchInstallation installation = BenchInstallation.start(root, progress)) {
      LibertyNode node = installation.node("load", settings(fake));
      installation.loadCourse(node);
      Path folder = Files.createTempDirectory(installation.place(), "pages");
      List<String> questions = LongQuestions.of(root, 120);
      warmUp(node, questions, folder, progress);
      try (LoadCrowd crowd =
          new LoadCrowd(node.ports().address(), Habits.usual(think), questions, folder)) {
        if (soaking == null) {
          steps(
              crowd,
              processes(fake, installation, node),
              limit,
              steps,
              progress,
              () -> file.keep(told(limit, steps, null), false));
        } else {
          soaked =
              new LoadSoak(
                      crowd,
                      node,
                      installation.database(node),
                      progress,
                      soFar -> file.keep(told(limit, steps, soFar), false))
                  .run(soakLearners, soaking, SAMPLES);
        }
      }
      Removal.of(folder);
    }
    int exit = tell(limit, steps, soaked);
    file.keep(told(limit, steps, soaked), true);
    return exit;
  }

  private Duration soaking() {
    try {
      return soak == null ? null : Duration.parse("PT" + soak.strip().toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--soak is no time: " + soak + ". Use 90s, 30m or 8h.", e);
    }
  }

  private static Map<String, String> settings(FakeLlmProcess fake) {
    Map<String, String> settings = new LinkedHashMap<>(NoLimits.SETTINGS);
    settings.put("SPARKLE_LLM_BASE_URL", fake.baseUrl().toString());
    settings.put("SPARKLE_LLM_MODEL", "fake");
    settings.put("SPARKLE_LLM_STREAMS_PER_MODEL", "1000");
    return settings;
  }

  private static Map<String, Long> processes(
      FakeLlmProcess fake, BenchInstallation installation, LibertyNode node) {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid().orElseThrow());
    processes.put("model", fake.pid());
    processes.put("client", ProcessHandle.current().pid());
    processes.put("postgres", installation.postgresPid().orElseThrow());
    processes.put("redis", installation.redisPid().orElseThrow());
    return processes;
  }

  private static void warmUp(
      LibertyNode node, List<String> questions, Path folder, Progress progress) {
    progress.now("warming up");
    try (LoadCrowd crowd =
        new LoadCrowd(node.ports().address(), Habits.usual(0.5), questions, folder)) {
      crowd.grow(5);
      Pause.of(SETTLE.multipliedBy(2));
    }
  }

  private void steps(
      LoadCrowd crowd,
      Map<String, Long> processes,
      Limit limit,
      List<LoadStep> steps,
      Progress progress,
      Runnable keep) {
    for (int size : learners) {
      progress.now(size + " learners");
      crowd.grow(size);
      Pause.of(SETTLE);
      crowd.tally().take();
      CpuShares cpu = new CpuShares(processes);
      Pause.of(Duration.ofSeconds(seconds));
      LoadStep step =
          LoadStep.of(size, seconds, crowd.tally().take(), cpu.cores(), ProcessTimes.load(), limit);
      steps.add(step);
      keep.run();
      progress.now("  first words p50 / p95 / p99: " + step.first() + " ms");
      if (!step.withinLimit()) {
        return;
      }
    }
  }

  private Map<String, Object> told(Limit limit, List<LoadStep> steps, LoadSoak.Figures soaked) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", Machine.here());
    all.put("thinkSeconds", think);
    all.put("limit", limit);
    all.put("steps", steps);
    if (soaked == null) {
      all.put("mostLearners", most(steps));
      all.put("limitFound", steps.stream().anyMatch(each -> !each.withinLimit()));
    } else {
      all.put("soak", soaked);
    }
    return all;
  }

  private static int most(List<LoadStep> steps) {
    return steps.stream()
        .filter(LoadStep::withinLimit)
        .mapToInt(LoadStep::learners)
        .max()
        .orElse(0);
  }

  private int tell(Limit limit, List<LoadStep> steps, LoadSoak.Figures soaked) throws Exception {
    int most = most(steps);
    JsonNode told = new ObjectMapper().valueToTree(told(limit, steps, soaked));
    if (report != null) {
      Page page = new Page("Load on Sparkle");
      page.add("<h1>Load on Sparkle</h1><p class=\"lead\">%s</p>", sentence(most, soaked));
      page.plots(LoadPlots.of(told));
      Files.writeString(report, page.text());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(told);
    } else {
      new LoadReport(out).print(steps, soaked, limit, sentence(most, soaked));
    }
    out.flush();
    return soaked == null ? most > 0 ? 0 : 1 : soaked.flat() ? 0 : 1;
  }

  private String sentence(int most, LoadSoak.Figures soaked) {
    return soaked == null
        ? "Up to "
            + most
            + " learners the first words come within "
            + (long) limitMs
            + " ms for 19 of 20 questions."
        : soaked.flat() ? "Everything stayed flat." : "Something grew, or could not be judged.";
  }
}
