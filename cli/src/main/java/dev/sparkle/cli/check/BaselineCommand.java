package dev.sparkle.cli.check;

import dev.sparkle.cli.lifecycle.Home;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle check baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the main figures of now in .sparkle/baseline.json, for check daily to compare with. Take"
          + " it when all is well, under the usual load."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:kept",
      "1:too little happened: there is no figure of answers or tasks",
      "7:Prometheus does not answer"
    })
final class BaselineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CheckOptions options;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Over which time, as Prometheus writes it. Default: ${DEFAULT-VALUE}")
  private String window;

  @Option(names = "--baseline", paramLabel = "FILE", description = "Another file")
  private Path file;

  @Override
  public Integer call() {
    Baseline baseline = Baseline.take(options.prometheus(), window, Instant.now().toString());
    List<Finding> findings = new ArrayList<>();
    for (MainFigure each : MainFigure.all()) {
      Double value = baseline.figures().get(each.name());
      if (value != null) {
        findings.add(Finding.told(each.words(), value, each.unit()));
      }
    }
    boolean enough =
        baseline.figures().containsKey(MainFigure.ANSWERS.name())
            && baseline.figures().containsKey(MainFigure.FIRST_WORDS.name());
    findings.add(
        Finding.judged(
            "figures of answers",
            enough,
            enough ? "kept" : "nothing was asked in the last " + window + "; nothing is kept",
            "Ask something (./sparkle monitoring check --load), then repeat."));
    if (enough) {
      baseline.write(file != null ? file : Baseline.file(Home.here()));
    }
    CheckReport report = new CheckReport("baseline", baseline.at(), findings);
    report.print(spec.commandLine().getOut(), options.json());
    return report.exitCode();
  }
}
