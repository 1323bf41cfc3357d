package dev.sparkle.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench chain}: what the five layers around a model cost. */
@Command(
    name = "chain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks three nodes in turn, each with its layers in another state, over real sockets, with a"
          + " fake model that answers at once: no layers (input and output off), the layers without"
          + " the neural part, and all.",
      "Tells what the nodes' own clocks say (/metrics: the way in through all layers, layers 1,"
          + " 2 and 4, how long the first words were held) and when the first words arrived here.",
      "The nodes' quantiles are those of the last two minutes, so measure longer than that. The"
          + " servers are the bench's own; they run what ./sparkle up built last.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "2:wrong usage", "6:nothing is built"})
public final class ChainBenchCommand implements Callable<Integer> {

  private static final int STEP = 200;

  /** What each state of the layers is as settings of a node. */
  private static final Map<String, Map<String, String>> STATES = states();

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "180",
      description = "How long to ask. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--characters",
      defaultValue = "500",
      description = "Length of a question. Default: ${DEFAULT-VALUE}")
  private int characters;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "STATE",
      description =
          "Only nodes in these states: none, plain (without the neural part), all. One node alone"
              + " has the machine to itself, and answers so many questions that its code is"
              + " compiled. Default: all three")
  private List<String> layers = List.of("none", "plain", "all");

  @Option(names = "--json", description = "One JSON object instead of the table")
  private boolean json;

  private static Map<String, Map<String, String>> states() {
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    states.put(
        "none", Map.of("SPARKLE_SAFETY_INPUT_MODE", "off", "SPARKLE_SAFETY_OUTPUT_MODE", "off"));
    states.put("plain", Map.of("SPARKLE_SAFETY_INPUT_ENCODERS", "false"));
    states.put("all", Map.of());
    return states;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (!STATES.keySet().containsAll(layers)) {
      throw new ParameterException(
          spec.commandLine(), "--layers knows " + String.join(", ", STATES.keySet()));
    }
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    List<String> questions = LongQuestions.of(root, characters);
    Progress progress = new NewWords(err);
    try (FakeLlmProcess fake = FakeLlmProcess.start("--tokens", "60");
        BenchInstallation installation = BenchInstallation.start(root, progress)) {
      List<ChainTrial> trials = trials(fake, installation, questions);
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      for (int asked = 0; System.nanoTime() < end; asked++) {
        for (ChainTrial trial : trials) {
          trial.ask(asked);
        }
        if (asked % STEP == STEP - 1) {
          progress.now(asked + 1 + " questions to each node");
        }
      }
      report(trials);
    }
    return 0;
  }

  private List<ChainTrial> trials(
      FakeLlmProcess fake, BenchInstallation installation, List<String> questions) {
    Map<String, Map<String, String>> states = new LinkedHashMap<>(STATES);
    states.keySet().retainAll(layers);
    List<ChainTrial> trials = new ArrayList<>();
    states.forEach(
        (name, state) -> {
          Map<String, String> settings = new LinkedHashMap<>(state);
          settings.put("SPARKLE_LLM_BASE_URL", fake.baseUrl().toString());
          settings.put("SPARKLE_LLM_MODEL", "fake");
          settings.putAll(NoLimits.SETTINGS);
          LibertyNode node = installation.node(name, settings);
          installation.loadCourse(node);
          trials.add(new ChainTrial(name, node, questions));
        });
    return trials;
  }

  private void report(List<ChainTrial> trials) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<ChainTrial.Figures> figures = new ArrayList<>();
    for (ChainTrial trial : trials) {
      figures.add(trial.figures());
      trial.close();
    }
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(Map.of("chain", figures)));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%d questions of %d characters to each node, milliseconds: p50 / p99%n%n"
            + "%-8s%18s%18s%18s%18s%18s%18s%18s%18s%18s%n",
        figures.get(0).questions(),
        characters,
        "",
        "way in, server",
        "layer 1",
        "layer 2",
        "its script",
        "its row",
        "words waited",
        "layer 4",
        "words held",
        "first words here");
    for (ChainTrial.Figures each : figures) {
      out.printf(
          Locale.ROOT,
          "%-8s%18s%18s%18s%18s%18s%18s%18s%18s%18s%n",
          each.layers(),
          each.wayIn(),
          each.input(),
          each.quota(),
          each.script(),
          each.row(),
          each.rowHeld(),
          each.output(),
          each.held(),
          each.firstWords());
    }
    out.println();
    out.println(
        "way in: from the door to the provider's, waiting for the neural part included; layer 2,"
            + " which asks Redis (its script), is a part of it. its row: until the reservation"
            + " stands in PostgreSQL, beside the call; words waited: how long the first words had"
            + " to wait for that. layer 4: its work on a whole answer, which"
            + " begins while the model thinks.");
    out.flush();
  }
}
