package dev.sparkle.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle bench llm-threads}: what many running answers cost in threads and CPU. */
@Command(
    name = "llm-threads",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts the threads of a process that streams many answers at once, through Sparkle's client"
          + " and through LangChain4j's usual one, from a fake model in another process.",
      "Streams are opened together; threads are the live ones at their peak, CPU is the whole"
          + " client process.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all streams ended well", "1:some did not", "2:wrong usage"})
public final class LlmThreadsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Which clients to measure. */
  enum Client {
    SPARKLE,
    USUAL,
    BOTH
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--streams",
      defaultValue = "1000",
      description = "Streams at once. Default: ${DEFAULT-VALUE}")
  private int streams;

  @Option(
      names = "--tokens",
      defaultValue = "200",
      description = "Tokens of each. Default: ${DEFAULT-VALUE}")
  private int tokens;

  @Option(
      names = "--tokens-per-second",
      defaultValue = "20",
      description = "Pace of each. Default: ${DEFAULT-VALUE}")
  private double tokensPerSecond;

  @Option(
      names = "--client",
      defaultValue = "BOTH",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Client client;

  @Option(names = "--json", description = "One JSON object per client")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    boolean well = true;
    try (FakeLlmProcess fake =
        FakeLlmProcess.start(
            "--tokens-per-second", "" + tokensPerSecond, "--tokens", "" + tokens)) {
      if (client != Client.USUAL) {
        LlmStreams run = new LlmStreams(fake.baseUrl(), streams);
        well = report("sparkle", run, ThreadCount.of(run::sparkle));
      }
      if (client != Client.SPARKLE) {
        LlmStreams run = new LlmStreams(fake.baseUrl(), streams);
        well &= report("usual", run, ThreadCount.of(run::usual));
      }
    }
    return well ? 0 : 1;
  }

  private boolean report(String name, LlmStreams run, ThreadCount count) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode line = JSON.createObjectNode().put("client", name).put("streams", streams);
      line.put("whole", run.whole()).put("tokens", run.tokens());
      out.println(line.setAll((ObjectNode) JSON.valueToTree(count)));
    } else {
      out.printf(
          "%-8s %,d streams, %,d whole, %,d tokens   threads %d -> peak %d (+%d)"
              + "   CPU %.1f s of %.1f s%n",
          name,
          streams,
          run.whole(),
          run.tokens(),
          count.threadsBefore(),
          count.threadsPeak(),
          count.added(),
          count.cpuMillis() / 1000.0,
          count.wallMillis() / 1000.0);
    }
    out.flush();
    return run.whole() == streams;
  }
}
