package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    try {
      return client().call(method, path, body);
    } catch (ServerUnreachable away) {
      throw new Trouble(
          ExitCode.NOT_RUNNING,
          "Sparkle does not answer at " + client.server() + ".",
          "Start it with: ./sparkle up",
          away);
    } catch (ApiProblem no) {
      throw new Trouble(
          no.status() == 400 ? ExitCode.USAGE : ExitCode.DEGRADED, no.getMessage(), remedy(no), no);
    } catch (IllegalArgumentException noAddress) {
      throw new Trouble(ExitCode.USAGE, noAddress.getMessage(), "Give another --url.", noAddress);
    }
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
      default ->
          no.status() == 401 || no.status() == 403
              ? "Run this on the server's own machine, or give an operator's --token."
              : "Look at: ./sparkle status"
                  + (no.requestId().isEmpty() ? "" : " (request " + no.requestId() + ")");
    };
  }

  /** The folder of the installation's keys. */
  Path keys() {
    return client.folder().resolve("data").resolve("keys");
  }

  private SparkleClient client() {
    if (client.token() != null) {
      return client.client();
    }
    Optional<String> token =
        Files.isReadable(keys()) ? OperatorToken.lookup().mint(keys()) : Optional.empty();
    return SparkleClient.withToken(
        client.server(),
        token.orElseThrow(
            () ->
                new Trouble(
                    ExitCode.DEGRADED,
                    "accounts are managed by operators, and the installation's keys are not here.",
                    "Run this on the server's own machine, or give an operator's --token.")));
  }
}
