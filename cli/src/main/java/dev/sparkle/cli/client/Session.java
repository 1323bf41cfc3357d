package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A sign-in.
 *
 * @param server the server that gave it
 * @param accessToken good until {@code expiresAt}; never printed
 * @param refreshToken is exchanged once; never printed
 * @param account the account's id
 * @param roles the account's roles
 * @param guest whether it is a guest's
 */
public record Session(
    String server,
    String accessToken,
    String refreshToken,
    Instant expiresAt,
    String account,
    List<String> roles,
    boolean guest) {

  public Session {
    roles = List.copyOf(roles);
  }

  /** Reads the answer of a sign-in. */
  static Session of(String server, JsonNode json, Instant now) {
    if (!json.path("accessToken").isTextual() || !json.path("refreshToken").isTextual()) {
      throw new ProtocolException("a sign-in without tokens");
    }
    List<String> roles = new ArrayList<>();
    json.path("account").path("roles").forEach(role -> roles.add(role.asText()));
    return new Session(
        server,
        json.path("accessToken").asText(),
        json.path("refreshToken").asText(),
        now.plusSeconds(json.path("expiresIn").asLong()),
        json.path("account").path("id").asText(),
        roles,
        json.path("account").path("guest").asBoolean());
  }

  ObjectNode json() {
    ObjectNode json = Rest.JSON.createObjectNode();
    json.put("server", server).put("accessToken", accessToken).put("refreshToken", refreshToken);
    json.put("expiresAt", expiresAt.toString()).put("account", account).put("guest", guest);
    roles.forEach(json.putArray("roles")::add);
    return json;
  }

  static Session ofJson(JsonNode json) {
    List<String> roles = new ArrayList<>();
    json.path("roles").forEach(role -> roles.add(role.asText()));
    return new Session(
        json.path("server").asText(),
        json.path("accessToken").asText(),
        json.path("refreshToken").asText(),
        Instant.parse(json.path("expiresAt").asText()),
        json.path("account").asText(),
        roles,
        json.path("guest").asBoolean());
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "session of " + account + " at " + server + " until " + expiresAt;
  }
}
