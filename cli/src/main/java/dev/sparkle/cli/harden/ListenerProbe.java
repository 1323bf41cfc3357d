package dev.sparkle.cli.harden;

import dev.sparkle.cli.front.FrontSettings;
import dev.sparkle.cli.services.NodePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every port that a process of the installation listens on is one that the configuration names. */
final class ListenerProbe implements Probe {

  private final List<Declared> others;

  /**
   * @param others of all nodes and data services beside the node that is looked at
   */
  ListenerProbe(List<Declared> others) {
    this.others = List.copyOf(others);
  }

  @Override
  public String area() {
    return "listeners";
  }

  /** Those of a node. */
  static List<Declared> of(String name, NodePorts ports, boolean production) {
    List<Declared> all = new ArrayList<>();
    all.add(Declared.of(ports.host(), ports.https(), name + " HTTPS"));
    all.add(Declared.of(production ? ports.inside() : ports.host(), ports.http(), name + " HTTP"));
    if (production) {
      all.add(Declared.of("127.0.0.1", ports.management(), name + " management"));
      all.add(Declared.of("127.0.0.1", ports.managementSecure(), name + " Admin Center"));
    }
    return all;
  }

  /** Those of HAProxy. */
  static List<Declared> of(FrontSettings front) {
    List<Declared> all = new ArrayList<>();
    all.add(Declared.of(front.host(), front.http(), "HAProxy HTTP"));
    if (front.certificate().isPresent()) {
      all.add(Declared.of(front.host(), front.https(), "HAProxy HTTPS"));
    }
    return all;
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    Scene.Local local = scene.local().orElse(null);
    if (local == null || !Files.isReadable(Path.of("/proc/net/tcp"))) {
      return List.of(
          Finding.skipped(area(), "only what is declared", "not on this machine, or no /proc"));
    }
    List<OwnProcesses.Held> held = new OwnProcesses(folders(local.home())).listeners();
    List<Finding> findings = new ArrayList<>(judge(others, held));
    if (held.isEmpty()) {
      findings.add(
          Finding.skipped(area(), "only what is declared", "none seen: another user's processes"));
    }
    return findings;
  }

  /** Pure: what was declared against what is there. */
  static List<Finding> judge(List<Declared> declared, List<OwnProcesses.Held> held) {
    List<Finding> findings = new ArrayList<>();
    for (OwnProcesses.Held each : held) {
      Listener listener = each.listener();
      String where = listener.address() + ":" + listener.port();
      String who = each.name() + ", process " + each.pid();
      findings.add(
          declared.stream()
              .filter(one -> one.allows(listener))
              .findFirst()
              .map(one -> Finding.pass("listeners", where, one.what() + " (" + who + ")"))
              .orElseGet(
                  () ->
                      Finding.fail(
                          "listeners",
                          where,
                          "declared nowhere (" + who + ")",
                          "Find out what opened it; take it out, or bind it to 127.0.0.1.")));
    }
    return findings;
  }

  /** Where its processes live; data services may have been moved, with links that lead there. */
  private static List<Path> folders(Path home) throws IOException {
    List<Path> folders = new ArrayList<>();
    Stream<Path> places =
        Stream.of(
            home, home.resolve("data/postgres"), home.resolve("data/redis"), home.resolve("tools"));
    for (Path place : places.toList()) {
      if (Files.exists(place)) {
        folders.add(place.toRealPath());
      }
    }
    return folders;
  }
}
