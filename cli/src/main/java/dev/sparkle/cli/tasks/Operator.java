package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.operator.OperatorServer;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
   * @throws dev.sparkle.cli.services.Trouble when nobody answers, the caller is no operator, or the
   *     server says no
   */
  JsonNode call(String method, String path, ObjectNode body) {
    return new OperatorServer(
            client,
            "the tasks of all are for operators",
            "Start it with: ./sparkle up",
            OperatorServer::usual,
            Operator::remedy)
        .call(method, path, body);
  }

  private static String remedy(ApiProblem no) {
    return switch (no.status()) {
      case 400, 404 -> "See what there is: ./sparkle tasks list, ./sparkle tasks queues";
      case 409 -> "Look at it: ./sparkle tasks show ID";
      default -> null;
    };
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
