package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.lifecycle.NodeRecord;
import java.nio.file.Path;
import java.util.Optional;

/** Empties a node, and lets it serve again, over its own REST interface as the operator. */
final class NodeDrain {

  private final Path keys;

  /**
   * @param keys folder of the installation's signing keys
   */
  NodeDrain(Path keys) {
    this.keys = keys;
  }

  /** Empties it; false: it cannot, being older than that, or away, or a mere worker. */
  boolean begin(NodeRecord node) {
    return call(node, "POST").isPresent();
  }

  /** Lets it serve again; false as above. */
  boolean end(NodeRecord node) {
    return call(node, "DELETE").isPresent();
  }

  /** Answers and tasks that run on it; empty as above: not known, and not none. */
  Optional<Integer> running(NodeRecord node) {
    return call(node, "GET").map(left -> left.path("answers").asInt() + left.path("tasks").asInt());
  }

  private Optional<JsonNode> call(NodeRecord node, String method) {
    Optional<String> token = OperatorToken.lookup().mint(keys);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          SparkleClient.withToken(node.ports().address(), token.get())
              .call(method, "admin/nodes/" + node.name() + "/drain", null));
    } catch (ApiProblem | ServerUnreachable cannot) {
      return Optional.empty();
    }
  }
}
