package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle config set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Changes settings on all nodes within seconds, without a restart; it outlives restarts. Several"
          + " are changed together, or none. Which may change: ./sparkle config --live%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; the sentence says why",
      "2:no such setting, or one that needs a restart",
      "3:Sparkle does not run",
      "10:the value is not allowed; nothing was changed"
    })
final class SetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OperatorCalls operator;

  @Parameters(
      arity = "2..*",
      paramLabel = "KEY VALUE",
      description = "A setting's name or variable, and its value; further pairs")
  private List<String> pairs;

  @Override
  public Integer call() {
    if (pairs.size() % 2 != 0) {
      throw new Trouble(
          ExitCode.USAGE, pairs.get(pairs.size() - 1) + " has no value.", "Give KEY VALUE pairs.");
    }
    ObjectNode set = new ObjectMapper().createObjectNode();
    for (int i = 0; i < pairs.size(); i += 2) {
      set.put(pairs.get(i), pairs.get(i + 1));
    }
    JsonNode done =
        operator.call("POST", "/changes", new ObjectMapper().createObjectNode().set("set", set));
    PrintWriter out = spec.commandLine().getOut();
    if (operator.json()) {
      out.println(done.toPrettyString());
    } else {
      ChangeText.print(out, done);
      out.println("Back with: ./sparkle config revert " + done.path("change").asText());
    }
    out.flush();
    return ExitCode.OK;
  }
}
