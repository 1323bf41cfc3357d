package dev.sparkle.cli.deploy;

import dev.sparkle.cli.backup.DatabaseIdentity;
import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.front.KeptFront;
import dev.sparkle.cli.lifecycle.Build;
import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.Fleet;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.Migrations;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The way from what runs to another release: prepared, walked, resumed or undone. */
final class Way {

  /** Releases that are kept beside those that may be gone back to. */
  private static final int KEPT = 5;

  /** What a node needs, in KiB: it takes 670 to 870 MB. */
  private static final long ROOM_KIB = 900_000;

  private final Home home;
  private final Fleet fleet;
  private final Front front;
  private final Alarms alarms;
  private final DeploymentFile file;
  private final Progress progress;
  private final Consumer<String> told;
  private final Clock clock;

  Way(
      Fleet fleet,
      Front front,
      Alarms alarms,
      Progress progress,
      Consumer<String> told,
      Clock clock) {
    this.home = fleet.home();
    this.fleet = fleet;
    this.front = front;
    this.alarms = alarms;
    this.file = new DeploymentFile(home);
    this.progress = progress;
    this.told = told;
    this.clock = clock;
  }

  ReleaseMaker maker() {
    return new ReleaseMaker(home, home, clock, progress);
  }

  /** The nodes that run, all of them ready. */
  List<NodeRecord> nodes() {
    List<NodeRecord> nodes = fleet.nodes();
    if (nodes.isEmpty()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle does not run here.", "Start it with: ./sparkle up");
    }
    for (NodeRecord each : nodes) {
      if (!each.node(home).running() || !each.node(home).health("/health/ready").up()) {
        throw new Trouble(
            ExitCode.DEGRADED,
            each.name() + " is not ready.",
            "See ./sparkle status; deploy from a healthy installation.");
      }
    }
    return nodes;
  }

  /** The release that runs: the live one, or one made of what the first node runs. */
  Release running() {
    return Live.read(home)
        .flatMap(live -> Release.read(home, live.release()))
        .orElseGet(() -> ofNode(nodes().get(0)));
  }

  private Release ofNode(NodeRecord node) {
    return new Build(home).isOf(node.sources())
        ? maker().pack(Installation.of(home.root()), "what " + node.name() + " ran")
        : maker().ofNode(node);
  }

  /**
   * Writes a new deployment down; nothing is started yet.
   *
   * @param contract whether it may take from the database what an older release may still use
   * @throws Trouble when there is no room, or an earlier one has not come to its end, or it would
   *     take something away that must not be
   */
  Deployment plan(Release from, Release to, boolean rollback, boolean contract) {
    requireNoOther();
    maker().verify(to);
    if (!contract) {
      Contracting.objection(from, to, appliedSchema())
          .ifPresent(
              words -> {
                throw new Trouble(
                    ExitCode.USAGE,
                    words,
                    "Deploy the release before it first; or, if you know that nothing needs it: add"
                        + " --contract");
              });
    }
    List<NodeRecord> old = nodes();
    requireRoom(old.size());
    List<NodeRecord> fresh = fleet.beside(old, to.version(), Live.sources(to.id()));
    Deployment plan =
        Deployment.begin(from.id(), to.id(), rollback, names(old), names(fresh), clock.instant());
    standing(home, from, old, clock.instant());
    file.write(plan);
    return plan;
  }

  /** Whether a node runs, ready or not. */
  boolean somethingRuns() {
    return fleet.nodes().stream().anyMatch(each -> each.node(home).running());
  }

  /** Number of the last migration in the database; ours is started for the question, if need be. */
  int appliedSchema() {
    return asked(Way::applied);
  }

  /** What tells the database from others, and how far it is migrated. */
  Standing database() {
    return asked(data -> new Standing(applied(data), DatabaseIdentity.names(data.database())));
  }

  /**
   * A database.
   *
   * @param schema number of its last migration
   * @param names any of which a backup of it may have noted as its identity
   */
  record Standing(int schema, Set<String> names) {}

  private <T> T asked(Function<DataServices, T> question) {
    DataServices data = DataServices.recorded(home).orElseGet(() -> DataServices.named(home));
    if (!data.ownPostgres() || data.postgresRuns()) {
      return question.apply(data);
    }
    try (WorkLock turn = fleet.turn()) {
      turn.hold();
      data.startOwnPostgres(progress);
      try {
        return question.apply(data);
      } finally {
        data.stopPostgres();
      }
    }
  }

  private static int applied(DataServices data) {
    return Migrations.newest(Database.migrations(data.database()));
  }

  /** A {@link Trouble} when an earlier deployment has not come to its end. */
  void requireNoOther() {
    file.unfinished()
        .ifPresent(
            each -> {
              throw new Trouble(
                  ExitCode.TAKEN,
                  "the deployment of "
                      + each.to()
                      + " has not come to its end: "
                      + each.phase().words()
                      + ".",
                  "Go on with it: ./sparkle deploy --resume; or go back: ./sparkle deploy --undo");
            });
  }

  /**
   * Before the first deployment: what runs is the live release, so that {@code up} starts it, and
   * not what the checkout holds, whatever becomes of the deployment.
   */
  static void standing(Home home, Release from, List<NodeRecord> nodes, Instant now) {
    if (Live.read(home).isEmpty()) {
      nodes.forEach(each -> each.running(from.id()).write(home));
      new Live(from.id(), from.version(), from.wlp(), names(nodes), List.of(), now.toString())
          .write(home);
    }
  }

  private static List<String> names(List<NodeRecord> nodes) {
    return nodes.stream().map(NodeRecord::name).toList();
  }

  private static void requireRoom(int nodes) {
    long free = Memory.availableKib();
    if (free >= 0 && free < nodes * ROOM_KIB) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the machine has %d MB free, and %d more nodes need %d."
              .formatted(free / 1024, nodes, nodes * ROOM_KIB / 1024),
          "Free some, or stop a node first: ./sparkle down --node NAME");
    }
  }

  /** Starts HAProxy if it does not run, and tells it the old nodes. */
  void behindFront(Map<String, String> environment) {
    boolean fresh = new KeptFront(home, front).start(environment, progress);
    told.accept(
        fresh
            ? "HAProxy is started: learners come in at "
                + front.address()
                + "; who comes by a node's own port is cut off when that node ends"
            : "HAProxy runs: learners come in at " + front.address());
  }

  /** Says whether alerts are watched, and has that written down with the deployment. */
  Deployment watched(Deployment plan) {
    String state = alarms.state();
    told.accept((state.startsWith(Alarms.NOT_WATCHED) ? "! " : "") + "alerts are " + state);
    Deployment watched = plan.watching(state);
    file.write(watched);
    return watched;
  }

  /** A {@link Trouble} when a Prometheus is named and does not answer. */
  void requireAlarms() {
    alarms.requireNamed();
  }

  /** A rollout that goes on from where the deployment stands. */
  Rollout rollout(Deployment from, Thresholds limits, Pace pace) {
    Release to = Release.require(home, from.to());
    NodesGround ground =
        new NodesGround(
            fleet,
            front,
            from,
            to,
            Release.require(home, from.from()),
            fresh(from, to),
            alarms,
            progress,
            clock);
    return new Rollout(from, ground, new Judge(limits), pace, clock, Pause::of, file::write, told);
  }

  /** The new nodes, as they run or as they will be started. */
  private List<NodeRecord> fresh(Deployment from, Release to) {
    List<NodeRecord> there =
        fleet.nodes().stream().filter(each -> from.newNodes().contains(each.name())).toList();
    if (there.size() == from.newNodes().size() || from.phase() != Phase.STARTING) {
      return there;
    }
    List<NodeRecord> old =
        fleet.nodes().stream().filter(each -> from.oldNodes().contains(each.name())).toList();
    return fleet.named(from.newNodes(), old, to.version(), Live.sources(to.id()));
  }

  /** Removes old releases that nobody goes back to. */
  void tidy() {
    Set<String> needed = new HashSet<>();
    Live.read(home)
        .ifPresent(
            live -> {
              needed.add(live.release());
              needed.addAll(
                  live.before()
                      .subList(Math.max(0, live.before().size() - KEPT), live.before().size()));
            });
    maker().prune(KEPT, each -> told.accept("removed the old release " + each.id()), needed);
  }
}
