package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.terminal.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Words about nodes. */
final class Nodes {

  private Nodes() {}

  /** "node-1, ready for 4 min"; several are parted by semicolons. */
  static String words(Home home, List<NodeRecord> nodes) {
    return nodes.stream()
        .map(n -> n.name() + ", ready for " + lasts(home, n))
        .collect(Collectors.joining("; "));
  }

  /** Time since the process began. */
  static String lasts(Home home, NodeRecord node) {
    return node.node(home)
        .since()
        .map(since -> Figures.lasts(Duration.between(since, Instant.now())))
        .orElse("0 s");
  }
}
