package dev.sparkle.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle models}: the language models, and the switch that takes them out of use. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the language models: whether they may be asked, and their circuit breakers on the node"
          + " that answers.",
      "Switches one, or all, off or on again, on every node within about a second, until it is"
          + " switched back: answers of it that are running end, new ones fall back to what is left."
          + "%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; the sentence says why",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class ModelsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What shall become of a model. */
  enum Wish {
    OFF,
    ON
  }

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(arity = "0..1", index = "0", paramLabel = "off|on", description = "What to do")
  private Wish wish;

  @Parameters(
      arity = "0..1",
      index = "1",
      paramLabel = "NAME",
      description = "Of which model; all: of every one")
  private String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For other operators")
  private String reason = "";

  @Option(names = "--json", description = "As a JSON object")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (wish != null && name == null) {
      err.println("Say which: a name of ./sparkle models, or all.");
      return ExitCode.USAGE;
    }
    try {
      print(wish == null ? operator().call("GET", "admin/models", null) : change());
      return 0;
    } catch (ServerUnreachable away) {
      err.println(away.getMessage());
      return ExitCode.NOT_RUNNING;
    } catch (ApiProblem problem) {
      err.println(problem.getMessage() + " (" + problem.code() + ")");
      return 1;
    } catch (IllegalStateException noOperator) {
      err.println(noOperator.getMessage());
      return 1;
    }
  }

  private JsonNode change() {
    return operator()
        .call(
            "PUT",
            "admin/models/" + name,
            JSON.createObjectNode().put("on", wish == Wish.ON).put("reason", reason));
  }

  private SparkleClient operator() {
    return client
        .operator()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Only an operator sees the models. Run this on the server's machine, or give"
                        + " --token."));
  }

  private void print(JsonNode models) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(models);
    } else if (models.path("items").isEmpty()) {
      out.println("No model is configured: answers are the material's own words.");
    } else {
      JsonNode all = models.path("switchedOff");
      if (!all.isMissingNode()) {
        out.println("All models are switched off" + since(all));
      }
      models.path("items").forEach(model -> line(out, model));
      out.println("Breakers and streams as " + models.path("node").asText() + " has them.");
    }
    out.flush();
  }

  private static void line(PrintWriter out, JsonNode model) {
    JsonNode off = model.path("switchedOff");
    out.printf(
        "%-16s %-28s %-24s breaker %-9s %4d streams   %s%n",
        model.path("name").asText(),
        model.path("model").asText(),
        model.path("host").asText(),
        model.path("circuit").asText(),
        model.path("streams").asInt(),
        off.isMissingNode() ? "on" : "OFF" + since(off));
  }

  private static String since(JsonNode off) {
    String why = off.path("reason").asText();
    return " since " + off.path("since").asText() + (why.isEmpty() ? "" : ": " + why);
  }
}
