package dev.sparkle.cli.bench.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.LongQuestions;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench chat}: how many learners one node holds. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens idle sockets to one node and tells what each costs it; then, with them open, lets more"
          + " and more learners ask and read at the model's pace, until words are late.",
      "Some words tell when the fake model, a process of its own, sent them. Layer 4 holds the"
          + " last word until the next token shows that it is whole: \"added\" is from that token to"
          + " the word's arrival here; \"heard\" is from the word itself, that wait included. Both"
          + " hold what client and model lack in CPU. Questions go the whole way: five layers,"
          + " retrieval, a conversation each. Budgets are switched off.",
      "The servers are the bench's own; the node runs what ./sparkle up built last. CPU is told in"
          + " cores for each process, since all of them share this machine.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured",
      "1:measured, but sockets were lost or answers failed within the limit",
      "2:wrong usage, or more sockets than files may be open",
      "6:nothing is built"
    })
public final class ChatBenchCommand implements Callable<Integer> {

  private static final int CHARACTERS = 200;
  private static final int WARM_UP_STREAMS = 20;
  private static final int SPARE_FILES = 2_000;

  /** Words of a lesson, as the layers expect them, and twice two neighbours that tell the time. */
  private static final String ANSWER =
      "Plants use the light of the sun {{clock}} {{clock}} to split water and store its energy as"
          + " {{clock}} {{clock}} sugar [1].";

  /** Share of such tokens. */
  private static final double TELLING = 4 / 21.0;

  @Spec private CommandSpec spec;

  @Option(
      names = "--sockets",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Idle sockets, open all the time. Default: ${DEFAULT-VALUE}")
  private int sockets;

  @Option(
      names = "--sockets-per-guest",
      paramLabel = "N",
      defaultValue = "8",
      description = "Idle sockets of one account. Default: ${DEFAULT-VALUE}, the limit")
  private int socketsPerGuest;

  @Option(
      names = "--idle-seconds",
      paramLabel = "S",
      defaultValue = "55",
      description =
          "How long idle sockets are watched; the node pings each every 25 s. Default:"
              + " ${DEFAULT-VALUE}")
  private int idleSeconds;

  @Option(
      names = "--streams",
      paramLabel = "N",
      split = ",",
      defaultValue = "10,50,100,200,400,600,800,1000",
      description = "Learners who read at once, step by step. Default: ${DEFAULT-VALUE}")
  private List<Integer> streams;

  @Option(
      names = "--slow",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Learners beside those who ask and read nothing, in each step. Default: ${DEFAULT-VALUE}")
  private int slow;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "How long each step is measured. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "600",
      description =
          "Length of an answer; a learner asks again after it. Default: ${DEFAULT-VALUE}, half a"
              + " minute")
  private int tokens;

  @Option(
      names = "--tokens-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description = "Pace of one answer. Default: ${DEFAULT-VALUE}")
  private double tokensPerSecond;

  @Option(
      names = "--limit-ms",
      paramLabel = "MS",
      defaultValue = "30",
      description = "Steps go on while the added p95 is below this. Default: ${DEFAULT-VALUE}")
  private double limitMs;

  @Option(names = "--all", description = "All steps, also beyond the limit")
  private boolean all;

  @Option(
      names = "--node-setting",
      paramLabel = "NAME=VALUE",
      description = "A variable of the node, to measure what it changes; may be repeated")
  private Map<String, String> nodeSettings = Map.of();

  @Option(names = "--json", description = "One JSON object instead of the tables")
  private boolean json;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Also writes the figures to this file, as JSON, after each step")
  private Path save;

  @Override
  public Integer call() throws Exception {
    check();
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    Progress progress = new NewWords(spec.commandLine().getErr());
    ChatFigures figures = new ChatFigures(Machine.here(), tokens, tokensPerSecond, limitMs);
    try (FakeLlmProcess fake = model();
        BenchInstallation installation = BenchInstallation.start(root, progress)) {
      LibertyNode node = installation.node("chat", settings(fake));
      installation.loadCourse(node);
      try (Crowd crowd = new Crowd(node.ports().address(), tokensPerSecond)) {
        measure(
            figures, crowd, node, processes(fake, installation, node), questions(root), progress);
      }
    }
    report(figures);
    return figures.well() ? 0 : 1;
  }

  private void check() {
    if (streams.stream().anyMatch(each -> each < 1) || sockets < 0 || socketsPerGuest < 1) {
      throw new ParameterException(spec.commandLine(), "Sockets and streams are counted from 1.");
    }
    long most = Machine.openFiles();
    if (sockets + streams.stream().mapToInt(each -> each).max().orElse(0) + SPARE_FILES > most) {
      throw new ParameterException(
          spec.commandLine(),
          "Only %,d files may be open here: too few for so many sockets. Raise it: ulimit -n 65536"
              .formatted(most));
    }
  }

  private FakeLlmProcess model() throws Exception {
    return FakeLlmProcess.start(
        "--tokens-per-second",
        Double.toString(tokensPerSecond),
        "--tokens",
        Integer.toString(tokens),
        "--answer",
        ANSWER);
  }

  private Map<String, String> settings(FakeLlmProcess fake) {
    int most = streams.stream().mapToInt(each -> each).max().orElse(0) + slow;
    Map<String, String> settings = new LinkedHashMap<>(NoLimits.SETTINGS);
    settings.put("SPARKLE_LLM_BASE_URL", fake.baseUrl().toString());
    settings.put("SPARKLE_LLM_MODEL", "fake");
    settings.put("SPARKLE_LLM_MAX_OUTPUT_TOKENS", Integer.toString(Math.max(1024, tokens)));
    settings.put("SPARKLE_LLM_STREAMS_PER_MODEL", Integer.toString(Math.max(1000, most)));
    settings.put("SPARKLE_CHAT_SOCKETS_PER_ACCOUNT", Integer.toString(socketsPerGuest));
    settings.putAll(nodeSettings);
    return settings;
  }

  private Map<String, Long> processes(
      FakeLlmProcess fake, BenchInstallation installation, LibertyNode node) {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid().orElseThrow());
    processes.put("fakeLlm", fake.pid());
    processes.put("client", ProcessHandle.current().pid());
    processes.put("postgres", installation.postgresPid().orElseThrow());
    processes.put("redis", installation.redisPid().orElseThrow());
    return processes;
  }

  private void measure(
      ChatFigures figures,
      Crowd crowd,
      LibertyNode node,
      Map<String, Long> processes,
      Supplier<String> questions,
      Progress progress)
      throws Exception {
    long pid = node.pid().orElseThrow();
    Doorway doorway = new Doorway(node.ports().address(), progress);
    StreamTrial.Pace pace = new StreamTrial.Pace(tokens, tokensPerSecond, TELLING);
    IdleTrial idle = new IdleTrial(crowd, doorway, processes, pid);
    progress.now("warming up with " + WARM_UP_STREAMS + " learners");
    StreamTrial warmUp = new StreamTrial(crowd, doorway, processes, pid, pace, questions);
    warmUp.step(WARM_UP_STREAMS, 0, 5, idle);
    warmUp.leave();
    if (sockets > 0) {
      progress.now("opening " + sockets + " sockets");
      figures.idle(idle.run(sockets, socketsPerGuest, idleSeconds));
      save(figures);
    }
    StreamTrial trial = new StreamTrial(crowd, doorway, processes, pid, pace, questions);
    for (int step : streams) {
      progress.now(step + " learners who read");
      StreamTrial.Figures measured = trial.step(step, slow, seconds, idle);
      figures.step(measured);
      save(figures);
      progress.now("  added delay p50 / p95 / p99: " + measured.added() + " ms");
      if (!all && !figures.keepsLimit(measured)) {
        break;
      }
    }
    trial.leave();
  }

  private static Supplier<String> questions(Path root) throws Exception {
    List<String> texts = new ArrayList<>(LongQuestions.of(root, CHARACTERS));
    AtomicInteger next = new AtomicInteger();
    ObjectMapper mapper = new ObjectMapper();
    return () -> {
      ObjectNode frame = mapper.createObjectNode().put("type", "chat.send");
      frame.put("id", UUID.randomUUID().toString());
      frame.put("text", texts.get(Math.floorMod(next.getAndIncrement(), texts.size())));
      return frame.toString();
    };
  }

  /** After each step: a long run that is cut off has not been for nothing. */
  private void save(ChatFigures figures) throws Exception {
    if (save != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(save.toFile(), figures.json());
    }
  }

  private void report(ChatFigures figures) throws Exception {
    if (json) {
      spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(figures.json()));
      spec.commandLine().getOut().flush();
    } else {
      new ChatReport(spec.commandLine().getOut()).print(figures);
    }
  }
}
