package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that change settings of a running Sparkle, and their calls. */
final class OperatorCalls {

  @Mixin private ClientOptions client = new ClientOptions();

  @Option(names = "--json", description = "What the server says, as JSON")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * Calls as the operator.
   *
   * @param path below {@code /api/v1/admin/configuration}
   * @throws Trouble when nobody answers, the caller is no operator, or the server says no
   */
  JsonNode call(String method, String path, JsonNode body) {
    try {
      return client().call(method, "admin/configuration" + path, body);
    } catch (ServerUnreachable away) {
      throw new Trouble(
          ExitCode.NOT_RUNNING,
          "Sparkle does not answer at " + client.server() + ".",
          "Start it with: ./sparkle up. What needs no running node is set in the environment.",
          away);
    } catch (ApiProblem no) {
      throw new Trouble(exit(no), no.getMessage(), remedy(no), no);
    } catch (IllegalArgumentException noAddress) {
      throw new Trouble(ExitCode.USAGE, noAddress.getMessage(), "Give another --url.", noAddress);
    }
  }

  private static int exit(ApiProblem no) {
    return switch (no.code()) {
      case "bad_setting" -> ConfigCommand.INVALID;
      case "setting_unknown", "setting_not_live", "change_not_found" -> ExitCode.USAGE;
      default -> ExitCode.DEGRADED;
    };
  }

  private static String remedy(ApiProblem no) {
    return switch (no.code()) {
      case "bad_setting" -> "Nothing was changed.";
      case "setting_unknown" -> "Look for it: ./sparkle config --find WORD";
      case "setting_not_live" -> "See which change live: ./sparkle config --live";
      case "change_not_found", "change_superseded", "setting_not_changed" ->
          "See what was changed: ./sparkle config history";
      case "setting_overruled" -> "Nothing was changed.";
      default ->
          no.status() == 401 || no.status() == 403
              ? "Run this on the server's own machine, or give an operator's --token."
              : "Look at: ./sparkle status"
                  + (no.requestId().isEmpty() ? "" : " (request " + no.requestId() + ")");
    };
  }

  private SparkleClient client() {
    if (client.token() != null) {
      return client.client();
    }
    Path keys = client.folder().resolve("data").resolve("keys");
    Optional<String> token =
        Files.isReadable(keys) ? OperatorToken.lookup().mint(keys) : Optional.empty();
    return SparkleClient.withToken(
        client.server(),
        token.orElseThrow(
            () ->
                new Trouble(
                    ExitCode.DEGRADED,
                    "settings are for operators, and the installation's keys are not here.",
                    "Run this on the server's own machine, or give an operator's --token.")));
  }
}
