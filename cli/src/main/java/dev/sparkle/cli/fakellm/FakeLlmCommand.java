package dev.sparkle.cli.fakellm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle fake-llm}: an OpenAI-compatible server that behaves, or fails, as told. */
@Command(
    name = "fake-llm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs an OpenAI-compatible server on 127.0.0.1 that answers from nothing and fails as told:"
          + " for tests, drills and benchmarks. It runs until Ctrl-C.",
      "",
      "Use it:   SPARKLE_LLM_BASE_URL=http://127.0.0.1:PORT/v1 SPARKLE_LLM_MODEL=fake ./sparkle up",
      "Change it while it runs:   POST /control with a JSON object of switches, e.g."
          + " {\"cutAfterTokens\": 3, \"tokensPerSecond\": 20}; GET /control tells them.",
      "Change one request:   a model name with switches, e.g. fake?stallAfterTokens=2",
      "Look at it:   GET /stats (requests, running, finished, cancelled, refused, cut, tokens)",
      "",
      "Switches have the options' names: --cut-after-tokens is cutAfterTokens.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended by Ctrl-C", "1:the port is taken", "2:wrong usage"})
public final class FakeLlmCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "11500",
      paramLabel = "PORT",
      description = "Port to listen on; 0: any free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads that serve. Default: ${DEFAULT-VALUE}, enough for 1,000 streams")
  private int threads;

  @Option(names = "--json", description = "Print where it listens as a JSON object")
  private boolean json;

  @ArgGroup(exclusive = false, heading = "%nHow it behaves:%n")
  private Switches switches = new Switches();

  /** The options that are switches; absent ones leave the default. */
  static final class Switches {
    @Option(
        names = "--tokens-per-second",
        paramLabel = "N",
        description = "Pace of one stream; 0: as fast as it is taken. Default: 0")
    private String tokensPerSecond;

    @Option(
        names = "--first-token-delay-ms",
        paramLabel = "MS",
        description = "From the request to the first token. Default: 0")
    private String firstTokenDelayMs;

    @Option(
        names = "--error-rate",
        paramLabel = "SHARE",
        description = "Share of requests refused, 0 to 1, spread evenly. Default: 0")
    private String errorRate;

    @Option(
        names = "--error-status",
        paramLabel = "STATUS",
        description = "Status of a refusal: 429, 500, 503 ... Default: 500")
    private String errorStatus;

    @Option(
        names = "--retry-after-seconds",
        paramLabel = "S",
        description = "Retry-After of a refusal; 0: none. Default: 0")
    private String retryAfterSeconds;

    @Option(
        names = "--cut-after-tokens",
        paramLabel = "N",
        description = "Cut the connection after N tokens; -1: never. Default: -1")
    private String cutAfterTokens;

    @Option(
        names = "--stall-after-tokens",
        paramLabel = "N",
        description = "Say nothing more after N tokens; -1: never. Default: -1")
    private String stallAfterTokens;

    @Option(
        names = "--garbage",
        paramLabel = "KIND",
        description = "none, json (a broken line), line (one without end), type (a web page)")
    private String garbage;

    @Option(
        names = "--answer",
        paramLabel = "TEXT",
        description = {
          "What it says. Default: a sentence about the question that cites [1]",
          "{{system}} and {{user}} in it become the request's own messages, {{clock}} a word that"
              + " tells when it was sent."
        })
    private String answer;

    @Option(
        names = "--tokens",
        paramLabel = "N",
        description = "Repeat or cut the answer to N words; 0: as it is. Default: 0")
    private String tokens;

    @Option(
        names = "--usage",
        paramLabel = "BOOL",
        description = "Whether it counts tokens at the end: true, false. Default: true")
    private String usage;

    @Option(
        names = "--finish-reason",
        paramLabel = "REASON",
        description = "stop, length, content_filter ... Default: what is true")
    private String finishReason;

    @Option(
        names = "--api-key",
        paramLabel = "KEY",
        description = "Refuse requests without this key. Default: none is asked for")
    private String apiKey;

    private Map<String, String> set() {
      Map<String, String> set = new LinkedHashMap<>();
      put(set, FakeSwitch.TOKENS_PER_SECOND, tokensPerSecond);
      put(set, FakeSwitch.FIRST_TOKEN_DELAY_MS, firstTokenDelayMs);
      put(set, FakeSwitch.ERROR_RATE, errorRate);
      put(set, FakeSwitch.ERROR_STATUS, errorStatus);
      put(set, FakeSwitch.RETRY_AFTER_SECONDS, retryAfterSeconds);
      put(set, FakeSwitch.CUT_AFTER_TOKENS, cutAfterTokens);
      put(set, FakeSwitch.STALL_AFTER_TOKENS, stallAfterTokens);
      put(set, FakeSwitch.GARBAGE, garbage);
      put(set, FakeSwitch.ANSWER, answer);
      put(set, FakeSwitch.TOKENS, tokens);
      put(set, FakeSwitch.USAGE, usage);
      put(set, FakeSwitch.FINISH_REASON, finishReason);
      put(set, FakeSwitch.API_KEY, apiKey);
      return set;
    }

    private static void put(Map<String, String> set, FakeSwitch knob, String value) {
      if (value != null) {
        set.put(knob.wireName(), value);
      }
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    FakeBehaviour behaviour;
    try {
      behaviour = FakeSwitch.setAll(FakeBehaviour.HEALTHY, switches.set());
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return 2;
    }
    try (FakeLlm fake = FakeLlm.start(port, behaviour, threads)) {
      Thread closing = new Thread(fake::close, "fake-llm-close");
      Runtime.getRuntime().addShutdownHook(closing);
      announce(fake);
      fake.awaitClose();
      return 0;
    } catch (IOException taken) {
      err.println(taken.getMessage() + ". Choose another: --port 0 takes a free one.");
      return 1;
    }
  }

  private void announce(FakeLlm fake) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode where = FakeChunks.JSON.createObjectNode();
      out.println(where.put("baseUrl", fake.baseUrl().toString()).put("port", fake.port()));
    } else {
      out.println("Fake language model: " + fake.baseUrl() + "   (Ctrl-C ends it)");
    }
    out.flush();
  }
}
