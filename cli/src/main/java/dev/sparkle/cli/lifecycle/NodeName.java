package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.NodePorts;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's name. {@code node-3} does what the settings say, by default all; {@code worker-2} only
 * runs tasks. It decides the ports: the n-th node has the first node's plus n - 1, the n-th worker
 * {@value #MOST} more than the n-th node.
 */
record NodeName(Kind kind, int number) implements Comparable<NodeName> {

  /** Most of a kind on one machine, so that ports never meet. */
  static final int MOST = 16;

  private static final Pattern FORM = Pattern.compile("(node|worker)-([1-9]\\d?)");

  /** What a node is for. Nodes come before workers. */
  enum Kind {
    NODE,
    WORKER
  }

  NodeName {
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException("no node has the number " + number);
    }
  }

  static NodeName node(int number) {
    return new NodeName(Kind.NODE, number);
  }

  static NodeName worker(int number) {
    return new NodeName(Kind.WORKER, number);
  }

  /** Empty when no node can be called so. */
  static Optional<NodeName> parse(String text) {
    Matcher words = FORM.matcher(text);
    return words.matches() && Integer.parseInt(words.group(2)) <= MOST
        ? Optional.of(
            new NodeName(
                Kind.valueOf(words.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(words.group(2))))
        : Optional.empty();
  }

  NodePorts ports(NodePorts first) {
    return first.ofNode(place());
  }

  /** The first node's ports, by those of the node of this name. */
  NodePorts first(NodePorts own) {
    int before = place() - 1;
    return new NodePorts(own.host(), own.http() - before, own.https() - before, own.inside());
  }

  private int place() {
    return kind == Kind.NODE ? number : MOST + number;
  }

  @Override
  public int compareTo(NodeName other) {
    return Comparator.comparing(NodeName::kind)
        .thenComparing(NodeName::number)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
  }
}
