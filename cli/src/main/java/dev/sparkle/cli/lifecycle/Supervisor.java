package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Watches the nodes of an installation and starts again those that died. A node is watched from the
 * moment its record is written, and no longer when {@code down} removed it; while an {@code up} or
 * {@code down} is at work, nothing is started.
 *
 * <p>So is the entrance before them: from the moment it was started until it is taken down.
 *
 * <p>A node is started as it was: with its own copy of the application and the environment that its
 * process had, which is read from the process and never written to the disk.
 */
final class Supervisor {

  private static final String ENTRANCE = "HAProxy";

  private final Home home;
  private final Entrance entrance;
  private final Clock clock;
  private final Backoff backoff;
  private final Consumer<String> log;
  private final String since;
  private final Optional<SupervisionRecord> before;
  private final Map<String, Watch> watches = new TreeMap<>();
  private final Map<String, Map<String, String>> environments = new TreeMap<>();
  private Watch atEntrance;
  private SupervisionRecord written;
  private boolean ended;

  Supervisor(Home home, Entrance entrance, Clock clock, Backoff backoff, Consumer<String> log) {
    this.home = home;
    this.entrance = entrance;
    this.clock = clock;
    this.backoff = backoff;
    this.log = log;
    since = clock.instant().toString();
    before = SupervisionRecord.read(home);
  }

  /**
   * Looks at every node once, and at the entrance, and does what is due.
   *
   * @return whether there is anything to watch
   */
  synchronized boolean look() {
    if (ended) {
      return true;
    }
    List<String> names = home.nodeNames();
    watches.keySet().retainAll(names);
    environments.keySet().retainAll(names);
    for (String name : names) {
      NodeRecord.read(home, name).ifPresent(this::look);
    }
    if (!names.isEmpty()) {
      lookAtEntrance();
    }
    note();
    return !names.isEmpty();
  }

  /** Nothing is started any more once this returned. */
  synchronized void end() {
    ended = true;
  }

  private void look(NodeRecord record) {
    LibertyNode node = record.node(home);
    if (!environments.containsKey(node.name())) {
      node.environment().ifPresent(e -> environments.put(node.name(), e));
    }
    Watch watch = watches.computeIfAbsent(record.name(), this::watch);
    if (node.running()) {
      boolean ready = !watch.isCurious() || node.health("/health/ready").up();
      watch.sees(ready ? Watch.Sight.READY : Watch.Sight.ALIVE, () -> "");
    } else if (watch.isDue() && !isLeftOut(record.name())) {
      decide(record, watch);
    }
  }

  /**
   * One that a deployment began, or was about to stop, before the machine went down: {@code up}
   * does not start it either. One that was seen alive is started again like any other.
   */
  private boolean isLeftOut(String name) {
    return !environments.containsKey(name)
        && Underway.read(home).filter(each -> each.leftOut().contains(name)).isPresent();
  }

  private void lookAtEntrance() {
    if (!entrance.wanted()) {
      atEntrance = null;
      return;
    }
    if (atEntrance == null) {
      atEntrance = new Watch(ENTRANCE, ".sparkle/front/haproxy.log", backoff, clock, log);
      before.flatMap(each -> Optional.ofNullable(each.entrance())).ifPresent(atEntrance::resume);
      log.accept(ENTRANCE + " is watched.");
    }
    if (entrance.running().isPresent()) {
      atEntrance.sees(Watch.Sight.READY, () -> "");
    } else if (atEntrance.isDue()) {
      WorkLock.tryNow(home.lock()).ifPresent(this::reviveEntrance);
    }
  }

  private void reviveEntrance(WorkLock lock) {
    try (lock) {
      lock.hold();
      if (entrance.wanted()
          && entrance.running().isEmpty()
          && atEntrance.sees(Watch.Sight.DEAD, entrance::lastWords)) {
        entrance.start(Map.of(), Progress.SILENT);
        atEntrance.launched(entrance.running().map(ProcessMark::pid).orElse(0L));
      }
    } catch (Trouble trouble) {
      atEntrance.failed(trouble.getMessage().replaceFirst("\\.$", ""));
    }
  }

  /** While an up or down is at work, it decides what becomes of a node without a process. */
  private void decide(NodeRecord record, Watch watch) {
    Optional<WorkLock> lock = WorkLock.tryNow(home.lock());
    if (lock.isEmpty()) {
      return;
    }
    try (WorkLock held = lock.get()) {
      held.hold();
      LibertyNode node = record.node(home);
      if (NodeRecord.read(home, record.name()).isPresent() && !node.running()) {
        Watch.Sight sight = node.wasStopped() ? Watch.Sight.STOPPED : Watch.Sight.DEAD;
        if (watch.sees(sight, node::causeOfDeath)) {
          startAgain(record, node, watch);
        }
      }
    }
  }

  private Watch watch(String name) {
    Watch watch = new Watch(name, backoff, clock, log);
    before.flatMap(b -> b.of(name)).ifPresent(watch::resume);
    log.accept(name + " is watched.");
    return watch;
  }

  private void startAgain(NodeRecord record, LibertyNode node, Watch watch) {
    try {
      node.startAgain(Installation.of(home.root()), environment(record));
      watch.launched(node.pid().orElse(0));
    } catch (Trouble trouble) {
      watch.failed(trouble.getMessage().replaceFirst("\\.$", ""));
    }
  }

  /**
   * That of the process that died; of one that died unseen, what {@code up} would give it.
   *
   * @throws Trouble when neither is known
   */
  private Map<String, String> environment(NodeRecord record) {
    return environments.computeIfAbsent(
        record.name(),
        name -> {
          DataServices data =
              DataServices.recorded(home)
                  .orElseThrow(
                      () ->
                          new Trouble(
                              ExitCode.DEGRADED,
                              "its environment is not known.",
                              "Start it with: ./sparkle up"));
          Map<String, String> given = new TreeMap<>(System.getenv());
          given.putAll(settings(record, data).variables(name, record.ports()));
          return given;
        });
  }

  private NodeSettings settings(NodeRecord record, DataServices data) {
    return new NodeSettings(
        data.database(),
        data.redisUrl(),
        home.keys(),
        record.environment(),
        OperatorSettings.from(KeptSettings.below(home, System.getenv()))
            .ofEachNode(
                KeptSettings.forNodes(home, Map.of("SPARKLE_ROLES", record.roles())),
                System.getenv()));
  }

  private void note() {
    SupervisionRecord now =
        new SupervisionRecord(
            since,
            watches.values().stream().map(Watch::entry).toList(),
            atEntrance == null ? null : atEntrance.entry());
    if (!now.equals(written)) {
      now.write(home);
      written = now;
    }
  }
}
