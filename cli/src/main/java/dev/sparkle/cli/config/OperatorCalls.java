package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.operator.OperatorServer;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
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
    return new OperatorServer(
            client,
            "settings are for operators",
            "Start it with: ./sparkle up. What needs no running node is set in the environment.",
            OperatorCalls::exit,
            OperatorCalls::remedy)
        .call(method, "admin/configuration" + path, body);
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
      default -> null;
    };
  }
}
