package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle config history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Shows who changed which setting while the nodes ran, the latest first.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:not done; the sentence says why", "3:Sparkle does not run"})
final class HistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OperatorCalls operator;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to 200 (default: ${DEFAULT-VALUE})")
  private int limit;

  @Override
  public Integer call() {
    JsonNode found = operator.call("GET", "/changes?limit=" + limit, null);
    PrintWriter out = spec.commandLine().getOut();
    if (operator.json()) {
      out.println(found.toPrettyString());
    } else if (found.path("items").isEmpty()) {
      out.println("Nothing was changed while the nodes ran.");
    } else {
      found.path("items").forEach(change -> ChangeText.print(out, change));
    }
    out.flush();
    return ExitCode.OK;
  }
}
