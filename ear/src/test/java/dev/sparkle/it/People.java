package dev.sparkle.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.UUID;

/** Makes people with accounts, for tests. */
final class People {

  /** Strong enough for the policy. */
  static final String PASSWORD = "mild kettle orbit";

  private People() {}

  /** An address that nobody has yet. */
  static String address() {
    return "it-" + UUID.randomUUID() + "@example.org";
  }

  /** A new learner with an account. */
  static Session learner(LibertyNode node) {
    return new SignIn(node.ports().address(), Clock.systemUTC()).register(address(), PASSWORD);
  }

  /** Somebody with these roles, as an operator makes and he signs in. */
  static Session withRoles(LibertyNode node, String... roles) {
    Session session = learner(node);
    SparkleClient operator = Lab.operator(node);
    com.fasterxml.jackson.databind.node.ObjectNode body =
        new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode();
    for (String role : roles) {
      body.withArray("roles").add(role);
    }
    operator.call("PUT", "admin/accounts/" + session.account() + "/roles", body);
    return new SignIn(node.ports().address(), Clock.systemUTC()).refresh(session.refreshToken());
  }

  /** A call with a JSON body, as whoever holds that token; null: nobody. */
  static Http.Answer call(LibertyNode node, String method, String path, String token, String json) {
    String[] headers =
        token == null
            ? new String[] {"Content-Type", "application/json"}
            : new String[] {"Content-Type", "application/json", "Authorization", "Bearer " + token};
    return Http.send(
        node,
        method,
        "/api/v1/" + path,
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json),
        headers);
  }

  /** The code of a problem. */
  static String code(Http.Answer answer) {
    JsonNode code = answer.json().path("code");
    return code.asText();
  }
}
