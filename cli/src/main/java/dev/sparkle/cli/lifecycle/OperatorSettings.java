package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.RedisAddress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the operator set in the environment.
 *
 * @param firstNode ports of the first node
 * @param roles of the nodes that are no mere workers
 * @param databaseUrl of a database that is not ours to start, if one is named
 * @param redisUrl of a Redis that is not ours to start, if one is named
 * @param digests of each SPARKLE_ variable a short hash, to see a change without keeping the value
 */
record OperatorSettings(
    NodePorts firstNode,
    Roles roles,
    int postgresPort,
    int redisPort,
    Optional<String> databaseUrl,
    Optional<String> redisUrl,
    Map<String, String> digests) {

  private static final String OPERATIONS_PORT = "SPARKLE_OPERATIONS_PORT";

  /** Variables that do not change how a running node behaves. */
  private static final Set<String> OF_THE_COMMAND =
      Set.of(
          "SPARKLE_BACKUP_PASSPHRASE",
          "SPARKLE_CHROMIUM",
          "SPARKLE_DEBUG",
          "SPARKLE_FRONT_CERTIFICATE",
          "SPARKLE_FRONT_HOST",
          "SPARKLE_FRONT_HTTPS_PORT",
          "SPARKLE_FRONT_PORT",
          "SPARKLE_MAVEN_ARGS",
          "SPARKLE_TOKEN",
          "SPARKLE_URL");

  /**
   * @throws Trouble when a port is no number or a URL cannot be read
   */
  static OperatorSettings from(Map<String, String> environment) {
    Optional<String> database = given(environment, "SPARKLE_DATABASE_URL");
    Optional<String> redis = given(environment, "SPARKLE_REDIS_URL");
    database.ifPresent(DatabaseAddress::parse);
    redis.ifPresent(RedisAddress::require);
    given(environment, "SPARKLE_LLM_BASE_URL").ifPresent(OperatorSettings::requireHttp);
    Map<String, String> digests = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("SPARKLE_") && !OF_THE_COMMAND.contains(name)) {
            digests.put(name, digest(name, value));
          }
        });
    NodePorts ports =
        new NodePorts(
            given(environment, "SPARKLE_HTTP_HOST").orElse("127.0.0.1"),
            port(environment, "SPARKLE_HTTP_PORT", 8080),
            port(environment, "SPARKLE_HTTPS_PORT", 8443));
    return new OperatorSettings(
        ports,
        Roles.parse(environment.get("SPARKLE_ROLES")),
        port(environment, "SPARKLE_PG_PORT", 15432),
        port(environment, "SPARKLE_REDIS_PORT", 16379),
        database,
        redis,
        digests);
  }

  /** Interface of plain HTTP in production; learners come by HTTPS there. */
  String inside() {
    return given(System.getenv(), "SPARKLE_OPERATIONS_HOST").orElse("127.0.0.1");
  }

  /**
   * What each node gets: the first node's port as that of the operators means each node's own of
   * its kind.
   *
   * @param kept settings of the nodes below the environment
   */
  Map<String, String> ofEachNode(Map<String, String> kept, Map<String, String> environment) {
    String wanted =
        given(environment, OPERATIONS_PORT).orElse(kept.getOrDefault(OPERATIONS_PORT, "")).strip();
    Map<String, String> further = new TreeMap<>(kept);
    if (wanted.equals(Integer.toString(firstNode.http()))) {
      further.put(OPERATIONS_PORT, "http");
    } else if (wanted.equals(Integer.toString(firstNode.https()))) {
      further.put(OPERATIONS_PORT, "https");
    }
    return further;
  }

  private static void requireHttp(String url) {
    try {
      URI address = URI.create(url.strip());
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return;
      }
    } catch (IllegalArgumentException noUrl) {
      // told below
    }
    throw new Trouble(
        ExitCode.USAGE,
        "SPARKLE_LLM_BASE_URL is \"" + url + "\", which is no address.",
        "Write it as http://host:port/v1.");
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String value = given(environment, name).orElse(Integer.toString(otherwise)).strip();
    if (!value.matches("\\d{1,5}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > 65535) {
      throw new Trouble(
          ExitCode.USAGE,
          name + " is \"" + value + "\", which is no port.",
          "Choose one from 1 to 65535.");
    }
    return Integer.parseInt(value);
  }

  private static String digest(String name, String value) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((name + "=" + value).getBytes(StandardCharsets.UTF_8)),
              0,
              8);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
