package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every {@code operator} command, and its calls. */
final class AsOperator {

  static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ClientOptions client = new ClientOptions();

  @Option(names = "--json", description = "What the server says, as JSON")
  private boolean json;

  /** Shows an answer: as it is with {@code --json}, else in words. */
  void show(JsonNode answer, Consumer<PrintWriter> words) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      words.accept(out);
    }
    out.flush();
  }

  /**
   * Calls as the operator.
   *
   * @param path below {@code /api/v1/}
   * @throws Trouble when nobody answers, the caller is no operator, or the server says no
   */
  JsonNode call(String method, String path, JsonNode body) {
    return new OperatorServer(
            client,
            "accounts are managed by operators",
            "Start it with: ./sparkle up",
            OperatorServer::usual,
            AsOperator::remedy)
        .call(method, path, body);
  }

  /** The account with that address. */
  JsonNode find(String email) {
    JsonNode found =
        call(
            "GET",
            "admin/accounts?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8),
            null);
    if (found.path("items").isEmpty()) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "there is no account with the address " + email + ".",
          "See what there is: ./sparkle operator list");
    }
    return found.path("items").get(0);
  }

  private static String remedy(ApiProblem no) {
    return switch (no.code()) {
      case "email_taken" ->
          "Give it the role with: ./sparkle operator role EMAIL operator; a new password with:"
              + " ./sparkle operator password EMAIL";
      case "weak_password", "bad_email", "bad_role" -> "Try again.";
      default -> null;
    };
  }

  /** The folder of the installation's keys. */
  Path keys() {
    return client.keys();
  }
}
