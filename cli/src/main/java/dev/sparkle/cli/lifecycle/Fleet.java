package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The nodes of an installation, for whoever exchanges them: others are started beside those that
 * run, with the same settings, and those that ran are taken away. A node is in the supervisor's and
 * {@code down}'s care from its start on, as if {@code up} had started it.
 */
public final class Fleet {

  private static final Duration READY = Duration.ofMinutes(5);

  private static final String OPERATIONS_PORT = "SPARKLE_OPERATIONS_PORT";

  /** Of one node; the others' are their own. */
  private static final Set<String> OWN =
      Set.of(
          "SPARKLE_NODE",
          "SPARKLE_HTTP_HOST",
          "SPARKLE_HTTP_PORT",
          "SPARKLE_HTTPS_PORT",
          "SPARKLE_OPERATIONS_HOST",
          "SPARKLE_MANAGEMENT_PORT",
          "SPARKLE_MANAGEMENT_HTTPS_PORT");

  private final Home home;
  private final Map<String, String> digests;

  private Fleet(Home home, Map<String, String> digests) {
    this.home = home;
    this.digests = digests;
  }

  /** That of an installation. */
  public static Fleet of(Home home) {
    OperatorSettings settings = OperatorSettings.from(KeptSettings.below(home, System.getenv()));
    return new Fleet(home, settings.digests());
  }

  /** Without settings of an operator; for drills. */
  public static Fleet without(Home home) {
    return new Fleet(home, Map.of());
  }

  public Home home() {
    return home;
  }

  /** Those that were started and not taken down. */
  public List<NodeRecord> nodes() {
    return NodeRecord.all(home);
  }

  /** The node of that name; a {@link Trouble} when it was taken down. */
  public NodeRecord node(String name) {
    return NodeRecord.read(home, name)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.DEGRADED,
                    name + " is not there any more: somebody took it down.",
                    "See what runs: ./sparkle status"));
  }

  /**
   * As many nodes of the same kinds, roles and interfaces, under names and on ports that are free.
   * They are not started.
   *
   * @throws Trouble when there is no room
   */
  public List<NodeRecord> beside(List<NodeRecord> nodes, String version, String sources) {
    Set<String> taken = new HashSet<>(home.nodeNames());
    List<NodeRecord> others = new ArrayList<>();
    for (NodeRecord node : nodes) {
      NodeName.Kind kind = NodeName.parse(node.name()).orElseThrow().kind();
      NodeName name =
          IntStream.rangeClosed(1, NodeName.MOST)
              .mapToObj(number -> new NodeName(kind, number))
              .filter(each -> !taken.contains(each.toString()) && free(ports(each, node)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new Trouble(
                          ExitCode.TAKEN,
                          "there is no room for another " + node.name() + ".",
                          "At most " + NodeName.MOST + " nodes run here, old and new ones."));
      taken.add(name.toString());
      others.add(like(node, name, version, sources));
    }
    return others;
  }

  /** Nodes of these names, each like one that runs; for one who goes on with another's plan. */
  public List<NodeRecord> named(
      List<String> names, List<NodeRecord> like, String version, String sources) {
    List<NodeRecord> named = new ArrayList<>();
    for (int each = 0; each < names.size(); each++) {
      NodeName name = NodeName.parse(names.get(each)).orElseThrow();
      named.add(like(like.get(each), name, version, sources));
    }
    return named;
  }

  private NodeRecord like(NodeRecord node, NodeName name, String version, String sources) {
    return new NodeRecord(
        name.toString(),
        ports(name, node),
        node.roles(),
        node.environment(),
        version,
        sources,
        digests);
  }

  /** On the interfaces of a node that runs, and as far from its ports as the names are. */
  private static NodePorts ports(NodeName name, NodeRecord like) {
    return name.ports(NodeName.parse(like.name()).orElseThrow().first(like.ports()));
  }

  private static boolean free(NodePorts ports) {
    return Ports.isFree(ports.inside(), ports.http()) && Ports.isFree(ports.host(), ports.https());
  }

  /**
   * Starts a node with the environment of another that runs, and the kept settings over it; returns
   * when it is ready.
   *
   * @param like that other node
   */
  public void start(
      NodeRecord record, Installation installation, NodeRecord like, Progress progress) {
    Map<String, String> environment =
        new HashMap<>(like.node(home).environment().orElseGet(System::getenv));
    DataServices data = data();
    Map<String, String> same =
        shared(
            environment,
            like.ports(),
            NodeName.parse(like.name()).orElseThrow().first(like.ports()),
            KeptSettings.read(home));
    same.put("SPARKLE_ROLES", record.roles());
    LibertyNode node = record.node(home);
    record.write(home);
    node.start(
        installation,
        new NodeSettings(data.database(), data.redisUrl(), home.keys(), record.environment(), same),
        environment);
    node.awaitReady(READY, progress);
  }

  /**
   * What a node has in common with another that runs, the kept settings over it: everything but
   * where that one listens. Where operators are answered on a port of that one, or of the first
   * node, the port of the same kind is meant.
   *
   * @param environment of the other's process
   */
  static Map<String, String> shared(
      Map<String, String> environment, NodePorts other, NodePorts first, Map<String, String> kept) {
    Map<String, String> shared = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("SPARKLE_") && !OWN.contains(name)) {
            shared.put(name, value);
          }
        });
    shared.putAll(kept);
    String operations = shared.getOrDefault(OPERATIONS_PORT, "").strip();
    if (operations.equals(Integer.toString(other.http()))
        || operations.equals(Integer.toString(first.http()))) {
      shared.put(OPERATIONS_PORT, "http");
    } else if (operations.equals(Integer.toString(other.https()))
        || operations.equals(Integer.toString(first.https()))) {
      shared.put(OPERATIONS_PORT, "https");
    }
    return shared;
  }

  /** Stops a node and forgets it; one that does not end in time is killed. */
  public void stop(String name, Duration patience) {
    NodeRecord.read(home, name).ifPresent(record -> record.node(home).stop(patience));
    NodeRecord.forget(home, name);
  }

  /** The nodes' database. */
  public DatabaseAddress database() {
    return data().database();
  }

  private DataServices data() {
    return DataServices.recorded(home)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.NOT_RUNNING,
                    "Sparkle does not run here.",
                    "Start it with: ./sparkle up"));
  }

  /** Says which data services the nodes use; for drills, which start their own. */
  public static void remember(Home home, String databaseUrl, String redisUrl) {
    new ServicesRecord(1, 1, databaseUrl, redisUrl).write(home);
  }

  /** The turn to start and stop nodes: meanwhile no {@code up}, {@code down} or supervisor does. */
  public WorkLock turn() {
    return Turn.take(home, "Wait until it ends, then repeat.");
  }
}
