package dev.sparkle.cli.services;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

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

  private static final String ADMIN_CENTER = "SPARKLE_ADMIN_CENTER";
  private static final String OPERATIONS_PORT = "SPARKLE_OPERATIONS_PORT";
  private static final String REQUEST_RATE = "SPARKLE_HTTP_REQUESTS_PER_MINUTE";

  public NodeSettings {
    further = new TreeMap<>(further);
  }

  public NodeSettings(DatabaseAddress database, String redisUrl, Path keys) {
    this(database, redisUrl, keys, "development", Map.of());
  }

  private String keystorePassword() {
    return TlsStore.password(keys);
  }

  /** Whether these nodes have Liberty's Admin Center. */
  boolean hasAdminCenter() {
    return further.containsKey(ADMIN_CENTER)
        ? wantsAdminCenter(further)
        : wantsAdminCenter(System.getenv());
  }

  /**
   * Whether the environment asks for Liberty's Admin Center: unless SPARKLE_ADMIN_CENTER is off.
   *
   * @throws Trouble when it is neither on nor off
   */
  public static boolean wantsAdminCenter(Map<String, String> environment) {
    String wanted = environment.getOrDefault(ADMIN_CENTER, "");
    if (!Set.of("", "on", "off").contains(wanted)) {
      throw new Trouble(
          ExitCode.USAGE,
          ADMIN_CENTER + " is neither on nor off: " + wanted + ".",
          "Set it to off, or leave it out.");
    }
    return !wanted.equals("off");
  }

  /** Who signs in at the Admin Center. */
  public static String adminCenterUser(Map<String, String> environment) {
    return environment.getOrDefault("SPARKLE_ADMIN_CENTER_USER", "admin");
  }

  private Map<String, String> adminCenter() {
    if (!hasAdminCenter()) {
      return Map.of(ADMIN_CENTER, "off");
    }
    return Map.of(
        ADMIN_CENTER,
        "on",
        "SPARKLE_ADMIN_CENTER_USER",
        adminCenterUser(System.getenv()),
        "SPARKLE_ADMIN_CENTER_PASSWORD",
        given("SPARKLE_ADMIN_CENTER_PASSWORD", () -> Secret.in(adminCenterPassword(keys))));
  }

  /** Where the password of the Admin Center's user lies, unless the operator gave one. */
  public static Path adminCenterPassword(Path keys) {
    return keys.resolve("admin-center.password");
  }

  private static String given(String name, Supplier<String> otherwise) {
    String given = Surroundings.environment().get(name);
    return given == null || given.isBlank() ? otherwise.get() : given;
  }

  /**
   * The variables of one node's process, beside those it inherits.
   *
   * @throws Trouble when operators would be let in at the learners' door in production
   */
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
    variables.putAll(adminCenter());
    if (isProduction()) {
      variables.putAll(doors(ports));
    }
    variables.putAll(further);
    operationsPort(variables, ports);
    return variables;
  }

  /** Whether the configuration is the one for learners outside. */
  public boolean isProduction() {
    return environment.equals("production");
  }

  /** Liberty's own applications apart, plain HTTP inside, and no network may take the node. */
  private static Map<String, String> doors(NodePorts ports) {
    Map<String, String> doors = new TreeMap<>();
    doors.put("SPARKLE_OPERATIONS_HOST", ports.inside());
    doors.put("SPARKLE_MANAGEMENT_PORT", Integer.toString(ports.management()));
    doors.put("SPARKLE_MANAGEMENT_HTTPS_PORT", Integer.toString(ports.managementSecure()));
    doors.put(OPERATIONS_PORT, given(OPERATIONS_PORT, () -> "http"));
    doors.put(REQUEST_RATE, given(REQUEST_RATE, () -> "6000"));
    return doors;
  }

  /**
   * {@code http} and {@code https} are the node's own ports of that name; in production, where
   * learners come by the second, only the first may be.
   */
  private void operationsPort(Map<String, String> variables, NodePorts ports) {
    String wanted =
        variables.getOrDefault(OPERATIONS_PORT, given(OPERATIONS_PORT, () -> "")).strip();
    if (wanted.equals("http") || wanted.equals("https")) {
      int port = wanted.equals("http") ? ports.http() : ports.https();
      variables.put(OPERATIONS_PORT, Integer.toString(port));
    }
    if (isProduction()
        && !variables.get(OPERATIONS_PORT).strip().equals(Integer.toString(ports.http()))) {
      throw new Trouble(
          ExitCode.USAGE,
          OPERATIONS_PORT
              + " is "
              + wanted
              + ": in production operators come by the port of plain HTTP, "
              + ports.http()
              + " of this node, and by no other; learners come by HTTPS.",
          "Set it to http, or leave it out.");
    }
  }
}
