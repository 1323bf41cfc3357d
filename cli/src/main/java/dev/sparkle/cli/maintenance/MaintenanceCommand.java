package dev.sparkle.cli.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code ./sparkle maintenance}. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Keeps learners out of every node for a while, or lets them in again; without a word, tells how"
          + " it is.",
      "Within about a second on every node, over restarts, with Redis or without, and on the record."
          + " Answers that run come to their end; operators get in as ever; health stays up.%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; asked for: learners are let in",
      "1:not done, and the sentence says why; asked for: learners are kept out",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class MaintenanceCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is wanted. */
  enum Wish {
    ON,
    OFF,
    STATUS
  }

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "on|off|status",
      defaultValue = "STATUS",
      description = "What to do (default: status)")
  private Wish wish;

  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "What learners are told, up to 500 characters")
  private String message = "";

  @Option(names = "--json", description = "As a JSON object")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      JsonNode state =
          wish == Wish.STATUS
              ? operator().call("GET", "admin/maintenance", null)
              : operator().call("PUT", "admin/maintenance", wanted());
      print(state);
      return wish == Wish.STATUS && state.path("on").asBoolean() ? ExitCode.DEGRADED : ExitCode.OK;
    } catch (ServerUnreachable away) {
      err.println(away.getMessage());
      return ExitCode.NOT_RUNNING;
    } catch (ApiProblem problem) {
      err.println(problem.getMessage() + " (" + problem.code() + ")");
      return ExitCode.DEGRADED;
    } catch (IllegalStateException noOperator) {
      err.println(noOperator.getMessage());
      return ExitCode.DEGRADED;
    }
  }

  private ObjectNode wanted() {
    return JSON.createObjectNode().put("on", wish == Wish.ON).put("message", message);
  }

  private SparkleClient operator() {
    return client
        .operator()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Only an operator may do this. Run it on the server's machine, or give"
                        + " --token."));
  }

  private void print(JsonNode state) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(state);
    } else if (state.path("on").asBoolean()) {
      out.println("Maintenance since " + state.path("since").asText() + ". Learners are told:");
      out.println("  " + state.path("message").asText());
      out.println("Let them in again: ./sparkle maintenance off");
    } else {
      out.println("Learners are let in.");
    }
    out.flush();
  }
}
