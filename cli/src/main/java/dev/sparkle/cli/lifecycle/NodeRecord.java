package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a node was started; there from its start until {@code down}.
 *
 * @param roles what it does, as in SPARKLE_ROLES
 * @param sources fingerprint of the sources it was built from
 * @param digests of the operator's settings at that time
 */
public record NodeRecord(
    String name,
    NodePorts ports,
    String roles,
    String environment,
    String version,
    String sources,
    Map<String, String> digests) {

  static final String FILE = "node.json";

  public NodeRecord {
    roles = Roles.parse(roles).setting();
    digests = new TreeMap<>(digests);
  }

  /** Of a node that is started by something else than {@code up}, such as a test. */
  public static NodeRecord foreign(String name, NodePorts ports) {
    return new NodeRecord(name, ports, null, "development", Home.version(), "", Map.of());
  }

  static Optional<NodeRecord> read(Home home, String name) {
    return JsonFile.read(home.node(name).resolve(FILE), NodeRecord.class);
  }

  /** Those of all nodes that were started here and not taken down. */
  public static List<NodeRecord> all(Home home) {
    return home.nodeNames().stream().flatMap(name -> read(home, name).stream()).toList();
  }

  /** Whether the node works on tasks. */
  public boolean works() {
    return List.of(roles.split("\\s*,\\s*")).contains("worker");
  }

  /** Whether the node serves learners. */
  public boolean serves() {
    return List.of(roles.split("\\s*,\\s*")).contains("web");
  }

  /** The same, running what is kept as a release by now. */
  public NodeRecord running(String release) {
    return new NodeRecord(name, ports, roles, environment, version, Live.sources(release), digests);
  }

  public void write(Home home) {
    JsonFile.write(home.node(name).resolve(FILE), this);
  }

  static void forget(Home home, String name) {
    try {
      Files.deleteIfExists(home.node(name).resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LibertyNode node(Home home) {
    return LibertyNode.in(home.node(name), name, ports);
  }

  /** Settings that are given now and differ from those the node was started with. */
  List<String> changed(Map<String, String> now) {
    return now.entrySet().stream()
        .filter(e -> !e.getValue().equals(digests.get(e.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
