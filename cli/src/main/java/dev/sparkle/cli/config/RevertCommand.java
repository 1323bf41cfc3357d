package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle config revert}. */
@Command(
    name = "revert",
    mixinStandardHelpOptions = true,
    description = "Takes a change back: what it set is as it was before it, on all nodes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done, such as when a setting was changed again since",
      "2:no such change",
      "3:Sparkle does not run"
    })
final class RevertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OperatorCalls operator;

  @Parameters(paramLabel = "N", description = "The change's number, as history shows it")
  private long change;

  @Override
  public Integer call() {
    JsonNode done = operator.call("POST", "/changes/" + change + "/revert", null);
    PrintWriter out = spec.commandLine().getOut();
    if (operator.json()) {
      out.println(done.toPrettyString());
    } else {
      ChangeText.print(out, done);
    }
    out.flush();
    return ExitCode.OK;
  }
}
