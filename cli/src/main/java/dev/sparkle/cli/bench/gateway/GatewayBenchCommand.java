package dev.sparkle.cli.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.LongQuestions;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench gateway}: what stands before a model costs, theirs and ours. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks the same fake model in three ways, in turn and in one run: directly; through the public"
          + " gateway @portkey-ai/gateway from npm; and through Sparkle, over a learner's socket.",
      "The gateway passes a call on and turns its format. Sparkle's way holds all that a learner's"
          + " question goes through: the five layers with their models, budgets in Redis,"
          + " retrieval, what is stored, and frames that are gathered for 25 ms.",
      "Needs Node.js and npm. The servers are the bench's own; the node runs what ./sparkle up"
          + " built last.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "2:wrong usage", "4:no Node.js or npm", "6:nothing is built"})
public final class GatewayBenchCommand implements Callable<Integer> {

  private static final int STEP = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long one client asks all ways in turn. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "16",
      description =
          "Clients that ask one way at once, for a third of that. Default: ${DEFAULT-VALUE}")
  private int clients;

  @Option(
      names = "--tokens",
      defaultValue = "60",
      description = "Length of an answer. Default: ${DEFAULT-VALUE}")
  private int tokens;

  @Option(
      names = "--characters",
      defaultValue = "200",
      description = "Length of a question. Default: ${DEFAULT-VALUE}")
  private int characters;

  @Option(names = "--json", description = "One JSON object instead of the table")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    Progress progress = new NewWords(spec.commandLine().getErr());
    List<String> questions = LongQuestions.of(root, characters);
    try (FakeLlmProcess fake = FakeLlmProcess.start("--tokens", Integer.toString(tokens));
        PortkeyGateway gateway = PortkeyGateway.start(root, progress);
        BenchInstallation installation = BenchInstallation.start(root, progress)) {
      List<Trial> trials = new ArrayList<>();
      for (Route route : routes(fake, gateway, installation)) {
        trials.add(new Trial(route, questions));
      }
      inTurn(trials, progress);
      for (Trial trial : trials) {
        progress.now(clients + " clients at once: " + trial.figures().route());
        trial.askTogether(clients, Duration.ofSeconds(seconds).toNanos() / 3);
      }
      report(trials.stream().map(Trial::figures).toList());
      trials.forEach(Trial::close);
    }
    return 0;
  }

  private void inTurn(List<Trial> trials, Progress progress) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    for (int asked = 0; System.nanoTime() < end; asked++) {
      for (Trial trial : trials) {
        trial.ask(asked);
      }
      if (asked % STEP == STEP - 1) {
        progress.now(asked + 1 + " questions each way");
      }
    }
  }

  private List<Route> routes(
      FakeLlmProcess fake, PortkeyGateway gateway, BenchInstallation installation) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("SPARKLE_LLM_BASE_URL", fake.baseUrl().toString());
    settings.put("SPARKLE_LLM_MODEL", "fake");
    settings.putAll(NoLimits.SETTINGS);
    LibertyNode node = installation.node("sparkle", settings);
    installation.loadCourse(node);
    return List.of(
        new OpenAiRoute("directly", fake.baseUrl(), Map.of()),
        new OpenAiRoute(
            "@portkey-ai/gateway",
            gateway.baseUrl(),
            Map.of(
                "x-portkey-provider",
                "openai",
                "x-portkey-custom-host",
                fake.baseUrl().toString())),
        new SparkleRoute("Sparkle", node));
  }

  private void report(List<Trial.Figures> figures) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(Map.of("gateway", figures)));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%d questions each way, %d tokens an answer; milliseconds: p50 / p95 / p99%n%n"
            + "%-22s%26s%26s%26s%14s%16s%n",
        figures.get(0).asked(),
        tokens,
        "",
        "first words",
        "added to directly",
        "whole answer",
        clients + " clients",
        "first words p50");
    Trial.Figures direct = figures.get(0);
    for (Trial.Figures each : figures) {
      out.printf(
          Locale.ROOT,
          "%-22s%26s%26s%26s%12.0f/s%16.1f%n",
          each.route(),
          row(each.firstMs()),
          each == direct ? "" : row(minus(each.firstMs(), direct.firstMs())),
          row(each.wholeMs()),
          each.answersPerSecond(),
          each.busyFirstMs());
    }
    out.flush();
  }

  private static double[] minus(double[] these, double[] those) {
    double[] difference = new double[these.length];
    for (int each = 0; each < these.length; each++) {
      difference[each] = these[each] - those[each];
    }
    return difference;
  }

  private static String row(double[] quantiles) {
    return String.format(
        Locale.ROOT, "%.2f / %.2f / %.2f", quantiles[0], quantiles[1], quantiles[2]);
  }
}
