package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle config unset}. */
@Command(
    name = "unset",
    mixinStandardHelpOptions = true,
    description = "Takes what was set live back: as configured again, on all nodes within seconds.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; it was not set, or the sentence says why",
      "2:no such setting",
      "3:Sparkle does not run"
    })
final class UnsetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OperatorCalls operator;

  @Parameters(arity = "1..*", paramLabel = "KEY", description = "A setting's name or variable")
  private List<String> names;

  @Override
  public Integer call() {
    ObjectNode body = new ObjectMapper().createObjectNode();
    names.forEach(body.putArray("unset")::add);
    JsonNode done = operator.call("POST", "/changes", body);
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
