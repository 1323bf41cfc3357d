package dev.sparkle.cli.bench.peer;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays out a Liberty node that takes part in a measurement, and prints what a shell must export to
 * become it: the harness kills the process that it started, so no program may stand between.
 */
public final class LibertyPeer {

  private static final Map<String, String> ROLES =
      Map.of("worker", "worker", "producer", "web", "both", "web,worker");

  private LibertyPeer() {}

  /**
   * Prints {@code export} lines.
   *
   * @param arguments {@code worker}, {@code producer} or {@code both}; and a name, where two nodes
   *     have the same role
   */
  public static void main(String[] arguments) {
    try {
      variables(arguments[0], arguments.length > 1 ? arguments[1] : arguments[0])
          .forEach((name, value) -> System.out.println("export " + name + "=" + quoted(value)));
    } catch (Trouble trouble) {
      System.err.println(trouble.getMessage());
      System.exit(1);
    }
  }

  private static Map<String, String> variables(String role, String name) {
    Path root = Path.of(System.getProperty("sparkle.root")).toAbsolutePath();
    Path folder =
        Path.of(System.getenv().getOrDefault("TMPDIR", "/tmp")).resolve("sparkle-liberty");
    Installation built = Installation.of(root);
    Installation installation =
        new Installation(
            built.wlp(),
            built.configuration(),
            PeerApplication.in(root.resolve("cli/target/bench/peer"), built.ear()),
            built.jdbcDriver());
    LibertyNode node = LibertyNode.in(folder.resolve(name), name, NodePorts.free());
    Map<String, String> variables =
        new TreeMap<>(
            node.prepare(
                installation,
                new NodeSettings(
                    DatabaseAddress.parse(System.getenv("JDBC_URL")),
                    redis(),
                    folder.resolve("keys"),
                    "development",
                    Map.of(
                        "SPARKLE_ROLES",
                        ROLES.get(role),
                        "SPARKLE_TASKS_QUEUES",
                        "default="
                            + System.getenv().getOrDefault("CONC", "8")
                            + ",ingest=2,batch=2"))));
    variables.put("SPARKLE_PEER_SERVER", installation.server().toString());
    variables.put("SPARKLE_PEER_CONSOLE", node.console().toString());
    return variables;
  }

  /** The harness's, unless another is named; it runs only beside peers that need it. */
  private static String redis() {
    return System.getenv()
        .getOrDefault(
            "SPARKLE_REDIS_URL",
            "redis://127.0.0.1:" + System.getenv().getOrDefault("REDIS_PORT", "6379"));
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
