package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The operators' side of a server, whose refusals are told as a {@link Trouble} with what to do.
 *
 * @param client which server, and as whom
 * @param why the sentence for somebody who has neither token nor keys, as "settings are for
 *     operators"
 * @param start what to do when nobody answers
 * @param exit the exit code of a refusal
 * @param remedy what to do about a refusal; null if the general advice is all there is
 */
public record OperatorServer(
    ClientOptions client,
    String why,
    String start,
    ToIntFunction<ApiProblem> exit,
    Function<ApiProblem, String> remedy) {

  /** Wrong usage for a request that is wrong in itself, else degraded. */
  public static int usual(ApiProblem no) {
    return no.status() == 400 ? ExitCode.USAGE : ExitCode.DEGRADED;
  }

  /**
   * Calls as the operator.
   *
   * @param path below {@code /api/v1/}
   * @throws Trouble when nobody answers, the caller is no operator, or the server says no
   */
  public JsonNode call(String method, String path, JsonNode body) {
    try {
      return operator().call(method, path, body);
    } catch (ServerUnreachable away) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle does not answer at " + client.server() + ".", start, away);
    } catch (ApiProblem no) {
      throw new Trouble(exit.applyAsInt(no), no.getMessage(), advice(no), no);
    } catch (IllegalArgumentException noAddress) {
      throw new Trouble(ExitCode.USAGE, noAddress.getMessage(), "Give another --url.", noAddress);
    }
  }

  private String advice(ApiProblem no) {
    String special = remedy.apply(no);
    if (special != null) {
      return special;
    }
    return no.status() == 401 || no.status() == 403
        ? "Run this on the server's own machine, or give an operator's --token."
        : "Look at: ./sparkle status"
            + (no.requestId().isEmpty() ? "" : " (request " + no.requestId() + ")");
  }

  private SparkleClient operator() {
    return client
        .operator()
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.DEGRADED,
                    why + ", and the installation's keys are not here.",
                    "Run this on the server's own machine, or give an operator's --token."));
  }
}
