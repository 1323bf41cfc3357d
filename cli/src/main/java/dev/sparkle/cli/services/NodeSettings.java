package dev.sparkle.cli.services;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all nodes of an installation share.
 *
 * @param redisUrl with its password
 * @param keys folder with the keys of the tokens; the first node fills it
 * @param environment development or production: the folder of environments/ that is laid over the
 *     configuration
 * @param further variables beyond these, for Liberty or the application; they win
 */
public record NodeSettings(
    DatabaseAddress database,
    String redisUrl,
    Path keys,
    String environment,
    Map<String, String> further) {

  public NodeSettings {
    further = new TreeMap<>(further);
  }

  public NodeSettings(DatabaseAddress database, String redisUrl, Path keys) {
    this(database, redisUrl, keys, "development", Map.of());
  }

  /** The operator's, or one that is made once and lies beside the keys. */
  private String keystorePassword() {
    String given = System.getenv("SPARKLE_TLS_KEYSTORE_PASSWORD");
    return given != null ? given : Secret.in(keys.resolve("keystore.password"));
  }

  /** The variables of one node's process, beside those it inherits. */
  public Map<String, String> variables(String node, NodePorts ports) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("SPARKLE_NODE", node);
    variables.put("SPARKLE_HTTP_HOST", ports.host());
    variables.put("SPARKLE_HTTP_PORT", Integer.toString(ports.http()));
    variables.put("SPARKLE_HTTPS_PORT", Integer.toString(ports.https()));
    variables.put("SPARKLE_JDBC_URL", database.jdbcUrl());
    variables.put("SPARKLE_DB_USER", database.user());
    variables.put("SPARKLE_DB_PASSWORD", database.password());
    variables.put("SPARKLE_REDIS_URL", redisUrl);
    variables.put("SPARKLE_KEYS_DIR", keys.toAbsolutePath().toString());
    variables.put(
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
        keys.toAbsolutePath().resolve("jwks.json").toUri().toString());
    variables.put("SPARKLE_ENV", environment);
    variables.put("SPARKLE_TLS_KEYSTORE_PASSWORD", keystorePassword());
    variables.putAll(further);
    return variables;
  }
}
