package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which nodes {@code up} wants to run.
 *
 * @param sources fingerprint of what a fresh node runs
 * @param live the release that deploy has put there, if it has
 * @param leftOut names of nodes that a deployment has begun, or was about to stop
 */
record WantedNodes(
    Home home,
    OperatorSettings settings,
    String environment,
    String sources,
    Optional<Live> live,
    Set<String> leftOut) {

  /**
   * So many nodes, and every other that is there: as they run, and those that do not run, as they
   * will be started.
   *
   * @throws Trouble when nobody would serve, or nobody would work
   */
  List<NodeRecord> choose(int wanted, int workers) {
    TreeSet<NodeName> names = new TreeSet<>();
    names.addAll(names(NodeName.Kind.NODE, wanted));
    names.addAll(names(NodeName.Kind.WORKER, workers));
    home.nodeNames().stream()
        .filter(name -> !leftOut.contains(name) || runs(name))
        .forEach(name -> NodeName.parse(name).ifPresent(names::add));
    List<NodeRecord> nodes =
        names.stream()
            .map(
                name ->
                    NodeRecord.read(home, name.toString())
                        .filter(r -> r.node(home).running())
                        .orElseGet(() -> fresh(name)))
            .toList();
    requireBothRoles(nodes);
    return nodes;
  }

  private boolean runs(String name) {
    return NodeRecord.read(home, name).filter(r -> r.node(home).running()).isPresent();
  }

  /** So many names: first those under which the live release runs, then the lowest others. */
  private List<NodeName> names(NodeName.Kind kind, int wanted) {
    return Stream.concat(
            live.stream()
                .flatMap(each -> each.nodes().stream())
                .flatMap(name -> NodeName.parse(name).stream())
                .filter(name -> name.kind() == kind),
            IntStream.rangeClosed(1, NodeName.MOST).mapToObj(number -> new NodeName(kind, number)))
        .filter(name -> !leftOut.contains(name.toString()))
        .distinct()
        .limit(wanted)
        .toList();
  }

  private NodeRecord fresh(NodeName name) {
    Roles roles = name.kind() == NodeName.Kind.WORKER ? Roles.WORKER : settings.roles();
    return new NodeRecord(
        name.toString(),
        environment.equals("production")
            ? name.ports(settings.firstNode()).withInside(settings.inside())
            : name.ports(settings.firstNode()),
        roles.setting(),
        environment,
        live.map(Live::version).orElseGet(Home::version),
        sources,
        settings.digests());
  }

  /** Somebody must serve, and somebody must work. */
  private void requireBothRoles(List<NodeRecord> nodes) {
    if (nodes.stream().noneMatch(n -> Roles.parse(n.roles()).web())) {
      throw new Trouble(
          ExitCode.USAGE,
          "no node would serve learners: SPARKLE_ROLES is " + settings.roles().setting() + ".",
          "Leave it out, and use --workers M for nodes that only work.");
    }
    if (nodes.stream().noneMatch(n -> Roles.parse(n.roles()).worker())) {
      throw new Trouble(
          ExitCode.USAGE,
          "no node would run tasks: SPARKLE_ROLES is " + settings.roles().setting() + ".",
          "Add workers: ./sparkle up --workers 1");
    }
  }
}
