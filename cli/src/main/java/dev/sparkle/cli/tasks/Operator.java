package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every {@code tasks} command, and its calls as the operator. */
final class Operator {

  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ClientOptions client = new ClientOptions();

  @Option(names = "--json", description = "What the server says, as JSON")
  private boolean json;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Shows an answer: as it is with {@code --json}, else in words. */
  void show(JsonNode answer, Consumer<PrintWriter> words) {
    if (json) {
      out().println(answer.toPrettyString());
    } else {
      words.accept(out());
    }
    out().flush();
  }

  boolean json() {
    return json;
  }

  JsonNode get(String path) {
    return call("GET", path, null);
  }

  JsonNode post(String path) {
    return call("POST", path, JSON.createObjectNode());
  }

  /**
   * Calls as the operator.
   *
   * @param path below {@code /api/v1/}
   * @throws Trouble when nobody answers, the caller is no operator, or the server says no
   */
  JsonNode call(String method, String path, ObjectNode body) {
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

  private static String remedy(ApiProblem no) {
    return switch (no.status()) {
      case 400, 404 -> "See what there is: ./sparkle tasks list, ./sparkle tasks queues";
      case 401, 403 -> "Run this on the server's own machine, or give an operator's --token.";
      case 409 -> "Look at it: ./sparkle tasks show ID";
      default ->
          "Look at: ./sparkle status"
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
                    "the tasks of all are for operators, and the installation's keys are not here.",
                    "Run this on the server's own machine, or give an operator's --token.")));
  }

  /** A query of the parts that are not empty, with its question mark; empty if all are. */
  static String query(Map<String, String> parts) {
    return parts.entrySet().stream()
        .filter(part -> part.getValue() != null && !part.getValue().isEmpty())
        .map(part -> part.getKey() + "=" + escaped(part.getValue()))
        .collect(
            Collectors.collectingAndThen(Collectors.joining("&"), q -> q.isEmpty() ? "" : "?" + q));
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
