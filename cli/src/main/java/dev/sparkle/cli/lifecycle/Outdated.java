package dev.sparkle.cli.lifecycle;

import java.util.List;
import java.util.Map;

/** In what the running nodes differ from what {@code up} would start now. */
record Outdated(
    List<NodeRecord> nodes, String sources, String environment, Map<String, String> digests) {

  boolean any() {
    return olderSources() || !otherSettings().isEmpty() || otherEnvironment();
  }

  /** One sentence what, one what to do. */
  String words() {
    if (olderSources()) {
      return "It was built before the last change of the sources.\nRestart it with: ./sparkle down && ./sparkle up";
    }
    if (otherEnvironment()) {
      return "It runs in the environment "
          + nodes.get(0).environment()
          + ".\nChange that with: ./sparkle down && ./sparkle up --env "
          + environment;
    }
    if (!otherSettings().isEmpty()) {
      return "It was started with another "
          + String.join(", ", otherSettings())
          + ".\nRestart it with the new value: ./sparkle down, then this command again.";
    }
    return "Nothing to do.";
  }

  private boolean olderSources() {
    return nodes.stream().anyMatch(n -> !n.sources().equals(sources));
  }

  private boolean otherEnvironment() {
    return nodes.stream().anyMatch(n -> !n.environment().equals(environment));
  }

  private List<String> otherSettings() {
    return nodes.stream().flatMap(n -> n.changed(digests).stream()).distinct().sorted().toList();
  }
}
