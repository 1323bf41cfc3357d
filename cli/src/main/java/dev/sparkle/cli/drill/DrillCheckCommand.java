package dev.sparkle.cli.drill;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill check}: the checker itself is checked. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "The checker checked: two drills with a setting broken on purpose, which it must notice.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it noticed both", "1:it did not", "6:nothing is built"})
public final class DrillCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  static List<DrillRun> drills() {
    return List.of(PostgresDrill.lostCommits(), NodesDrill.withoutKey());
  }

  @Override
  public Integer call() throws Exception {
    return new DrillSeries(spec.commandLine().getOut(), spec.commandLine().getErr(), json)
        .run(drills());
  }
}
