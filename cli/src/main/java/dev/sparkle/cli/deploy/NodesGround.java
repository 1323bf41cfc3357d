package dev.sparkle.cli.deploy;

import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.front.FrontCounts;
import dev.sparkle.cli.front.FrontServer;
import dev.sparkle.cli.lifecycle.Fleet;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The nodes of an installation behind its HAProxy. */
final class NodesGround implements Ground {

  private static final Duration GRACE = Duration.ofSeconds(30);

  /** What is looked at. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** A node may be unready for so long: a look that a busy machine answered late is no fault. */
  private static final Duration UNREADY = Duration.ofSeconds(10);

  /** HAProxy looks at every node once a second. */
  private static final Duration SEEN = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Front front;
  private final Deployment deployment;
  private final Release release;
  private final Release before;
  private final List<NodeRecord> fresh;
  private final Progress progress;
  private final Clock clock;
  private final NodeDrain drain;
  private final Prover prover;
  private final Alarms alarms;
  private final Window window = new Window(WINDOW);
  private final Map<String, Counts> lastTold = new HashMap<>();
  private final Map<String, Instant> unreadySince = new HashMap<>();
  private Set<String> alertsBefore = Set.of();

  /**
   * @param fresh the new nodes, started or not
   */
  NodesGround(
      Fleet fleet,
      Front front,
      Deployment deployment,
      Release release,
      Release before,
      List<NodeRecord> fresh,
      Alarms alarms,
      Progress progress,
      Clock clock) {
    this.fleet = fleet;
    this.front = front;
    this.deployment = deployment;
    this.release = release;
    this.before = before;
    this.fresh = List.copyOf(fresh);
    this.progress = progress;
    this.clock = clock;
    this.drain = new NodeDrain(fleet.home().keys());
    this.prover = new Prover(fleet.home().keys());
    this.alarms = alarms;
  }

  /** A name may be another's by now: whoever took the node down could start it again. */
  private void requireNew() {
    for (NodeRecord each : fleet.nodes()) {
      if (deployment.newNodes().contains(each.name())
          && !each.sources().equals(Live.sources(release.id()))) {
        throw new Trouble(
            ExitCode.DEGRADED,
            each.name() + " does not run " + release.id() + " any more.",
            "Somebody started it with something else: ./sparkle deploy --undo");
      }
    }
  }

  @Override
  public void startNew() {
    requireNew();
    try (WorkLock turn = fleet.turn()) {
      turn.hold();
      for (int each = 0; each < fresh.size(); each++) {
        NodeRecord like = fleet.node(deployment.oldNodes().get(each));
        progress.now("starting " + fresh.get(each).name() + ": " + release.words());
        fleet.start(fresh.get(each), release.installation(fleet.home()), like, progress);
      }
    }
    fresh.stream().filter(NodeRecord::serves).forEach(each -> front.put(FrontServer.of(each, 0)));
    alarms.follow();
  }

  @Override
  public List<String> proveNew() {
    requireNew();
    List<String> words = new ArrayList<>();
    for (NodeRecord each : fresh) {
      progress.now("trying " + each.name());
      words.add(prover.prove(each, fleet.home()));
    }
    return words;
  }

  @Override
  public void share(int percent) {
    if (percent > 0) {
      requireNew();
    }
    List<String> old = serving(deployment.oldNodes());
    List<String> other = serving(deployment.newNodes());
    if (old.isEmpty() || other.isEmpty()) {
      // one side is gone: the other has everything
      Map<String, Integer> all = new LinkedHashMap<>();
      old.forEach(each -> all.put(each, FrontServer.MOST));
      other.forEach(each -> all.put(each, FrontServer.MOST));
      front.weigh(all);
      return;
    }
    Shares shares = Shares.of(percent, old.size(), other.size());
    Map<String, Integer> weights = new LinkedHashMap<>();
    old.forEach(each -> weights.put(each, shares.old()));
    other.forEach(each -> weights.put(each, shares.fresh()));
    front.weigh(weights);
    progress.now(percent + " % of what is new goes to " + String.join(", ", other));
  }

  /** Those that HAProxy knows. */
  private List<String> serving(List<String> names) {
    List<String> known = front.servers().stream().map(FrontServer::name).toList();
    return names.stream().filter(known::contains).toList();
  }

  @Override
  public Set<String> alerts() {
    return alarms.critical();
  }

  @Override
  public void beginLooking(Set<String> firing) {
    alertsBefore = Set.copyOf(firing);
    window.begin();
    unreadySince.clear();
  }

  @Override
  public Sight look() {
    Map<String, FrontCounts> counted = front.counts();
    Counts[] lately =
        window.look(
            clock.instant(),
            counts(deployment.newNodes(), counted),
            counts(deployment.oldNodes(), counted));
    Set<String> fires = new TreeSet<>(alarms.critical());
    fires.removeAll(alertsBefore);
    return new Sight(lately[0], lately[1], lately[2], lately[3], down(), List.copyOf(fires));
  }

  private Counts counts(List<String> names, Map<String, FrontCounts> counted) {
    Counts all = Counts.NONE;
    for (String name : names) {
      FrontCounts atFront = counted.getOrDefault(name, FrontCounts.NONE);
      all = all.plus(new Counts(atFront.requests(), atFront.errors(), 0, 0, 0, 0, new TreeMap<>()));
      Optional<NodeMetrics> told =
          record(name).flatMap(each -> NodeMetrics.of(each.ports().address()));
      // a busy node that does not tell now has counted no less than it told last
      told.ifPresent(metrics -> lastTold.put(name, metrics.counts()));
      all = all.plus(lastTold.getOrDefault(name, Counts.NONE));
    }
    return all;
  }

  private Optional<NodeRecord> record(String name) {
    return fleet.nodes().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private List<String> down() {
    List<String> down = new ArrayList<>();
    for (String name : deployment.newNodes()) {
      boolean ready =
          record(name)
              .map(each -> each.node(fleet.home()))
              .filter(each -> each.running() && each.health("/health/ready").up())
              .isPresent();
      if (ready) {
        unreadySince.remove(name);
      } else {
        Instant since = unreadySince.computeIfAbsent(name, first -> clock.instant());
        boolean dead = record(name).map(each -> !each.node(fleet.home()).running()).orElse(true);
        if (dead || !clock.instant().isBefore(since.plus(UNREADY))) {
          down.add(name);
        }
      }
    }
    return down;
  }

  /** One of a version that cannot be emptied has its connections cut instead. */
  @Override
  public void drain(List<String> names) {
    for (String name : names) {
      Optional<NodeRecord> node = record(name);
      if (node.isPresent() && node.get().node(fleet.home()).running()) {
        progress.now("emptying " + name);
        if (!drain.begin(node.get()) && node.get().serves()) {
          front.cut(name);
        }
      }
    }
  }

  /** Returns when HAProxy has seen that they are ready: only then learners may be sent there. */
  @Override
  public void serve(List<String> names) {
    names.forEach(name -> record(name).ifPresent(drain::end));
    List<String> awaited = serving(names);
    long end = System.nanoTime() + SEEN.toNanos();
    while (System.nanoTime() < end) {
      Map<String, FrontCounts> counts = front.counts();
      if (awaited.stream().allMatch(each -> counts.get(each).up())) {
        return;
      }
      Pause.of(Duration.ofMillis(100));
    }
  }

  @Override
  public OptionalInt running(List<String> names) {
    List<NodeRecord> alive =
        names.stream()
            .flatMap(name -> record(name).stream())
            .filter(each -> each.node(fleet.home()).running())
            .toList();
    return together(alive.stream().map(each -> drain.running(each).or(() -> answers(each))));
  }

  /** The sum, if all are known: a node that is alive and silent may have much to do. */
  static OptionalInt together(Stream<Optional<Integer>> each) {
    int all = 0;
    for (Optional<Integer> one : each.toList()) {
      if (one.isEmpty()) {
        return OptionalInt.empty();
      }
      all += one.get();
    }
    return OptionalInt.of(all);
  }

  /** Of a version that cannot be emptied; empty if it does not tell. */
  private static Optional<Integer> answers(NodeRecord node) {
    return NodeMetrics.of(node.ports().address())
        .map(metrics -> (int) metrics.sum("chat_generations", labels -> true));
  }

  @Override
  public void stop(List<String> names) {
    for (String name : names) {
      front.remove(name);
    }
    try (WorkLock turn = fleet.turn()) {
      turn.hold();
      for (String name : names) {
        progress.now("stopping " + name);
        fleet.stop(name, GRACE);
      }
    }
    alarms.follow();
  }

  @Override
  public void makeLive() {
    requireNew();
    Home home = fleet.home();
    List<String> history = new ArrayList<>(Live.read(home).map(Live::before).orElse(List.of()));
    if (deployment.rollback()) {
      int at = history.lastIndexOf(release.id());
      history.subList(at < 0 ? history.size() : at, history.size()).clear();
    } else if (!before.id().equals(release.id())
        && (history.isEmpty() || !history.get(history.size() - 1).equals(before.id()))) {
      history.add(before.id());
    }
    new Live(
            release.id(),
            release.version(),
            release.wlp(),
            deployment.newNodes(),
            history,
            clock.instant().toString())
        .write(home);
  }
}
