package dev.sparkle.cli.drill.promises;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.course.SampleCourse;
import dev.sparkle.cli.drill.DrillInstallation;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.monitoring.Scrape;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill promises}. */
@Command(
    name = "promises",
    mixinStandardHelpOptions = true,
    description = {
      "What is promised of every call, counted: budgets, masked answers, tracked tasks, log lines,"
          + " metrics.",
      "A model that tells secrets in each answer, guests who ask until their budget is used up, and"
          + " materials that are handed in; the node's log and metrics are read after it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every promise was kept every time", "1:one was not", "6:nothing is built"})
public final class PromisesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Progress progress = new NewWords(spec.commandLine().getErr());
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    List<Promise> promises = new ArrayList<>();
    try (DrillInstallation installation = DrillInstallation.start(root, progress);
        FakeLlmProcess model = FakeLlmProcess.start("--answer", MaskedAnswers.SAYING)) {
      LibertyNode node = installation.node("node-1");
      installation.start(node, Map.of("SPARKLE_LLM_BASE_URL", model.baseUrl().toString()));
      URI address = node.ports().address();
      new SampleCourse(installation.keys()).load(address, progress);
      Path log = installation.folder().resolve("node-1/logs/messages.log");
      progress.now("answers with secrets");
      promises.addAll(new MaskedAnswers(address, log).play());
      progress.now("budgets that are used up");
      promises.addAll(new Budgets(address, installation.operator(node)).play());
      progress.now("tasks");
      promises.addAll(new TrackedTasks(address, installation.folder()).play());
      progress.now("metrics");
      promises.add(Metrics.of(root, Scrape.of(address).orElseThrow()));
    }
    return report(promises);
  }

  private int report(List<Promise> promises) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    boolean ok = promises.stream().allMatch(Promise::isKept);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("drill", "promises");
      all.put("ok", ok);
      all.put("figures", promises);
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } else {
      promises.forEach(each -> out.println(each.row()));
      out.println(ok ? "PASS" : "FAIL");
    }
    out.flush();
    return ok ? ExitCode.OK : ExitCode.DEGRADED;
  }
}
