package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The programs of Prometheus and Alertmanager from the distribution's packages, unpacked into a
 * folder of their own: nothing is installed and no service of the machine is touched; and Zipkin, a
 * jar from Maven's repository.
 *
 * @param folder with the unpacked tree
 */
public record MonitoringTools(Path folder) {

  private static final String ZIPKIN = "io.zipkin:zipkin-server:3.5.1:jar:exec";
  private static final String ONLINE = "Check the network, and repeat the command.";

  /**
   * Prometheus and Alertmanager in {@code root/.sparkle/monitoring-tools}, fetched on the first
   * call (30 MB). Safe against interruption and against a second caller at the same time.
   *
   * @throws Trouble when the machine has no such packages, or they cannot be fetched
   */
  public static MonitoringTools provide(Path root, Progress progress) {
    Path home = Folders.make(root.resolve(".sparkle"));
    Path place = home.resolve("monitoring-tools");
    try (WorkLock lock = WorkLock.await(home.resolve("monitoring-tools.lock"))) {
      lock.hold();
      if (!Files.isExecutable(program(place, "prometheus"))) {
        fetch(place, progress);
      }
      return new MonitoringTools(place);
    }
  }

  private static void fetch(Path place, Progress progress) {
    Folders.delete(place.resolve("bench"));
    Path bench = Folders.make(place.resolve("bench"));
    PackageStore store = new PackageStore(Folders.make(bench.resolve("apt")), Distribution.here());
    progress.now("fetching the package lists");
    store.update(Pgvector.SOURCE_SUITE);
    progress.now("fetching Prometheus and Alertmanager");
    Path tree = Folders.make(bench.resolve("tree"));
    store.unpack(new TreeSet<>(Set.of("prometheus", "prometheus-alertmanager")), tree);
    try {
      for (String name : List.of("prometheus", "prometheus-alertmanager")) {
        FixedPlace.loosen(tree.resolve("usr/bin").resolve(name));
      }
      Folders.delete(place.resolve("tree"));
      Folders.move(tree, place.resolve("tree"));
    } catch (IOException e) {
      throw Trouble.withFile("cannot put the programs into " + place, e);
    }
    Folders.delete(place.resolve("bench"));
  }

  private static Path program(Path place, String name) {
    return place.resolve("tree/usr/bin").resolve(name);
  }

  /** Lets the programs find their pages and templates when they are started in that folder. */
  public void serve(Path workingFolder) {
    FixedPlace.link(workingFolder, folder.resolve("tree/usr"));
  }

  public Path prometheus() {
    return program(folder, "prometheus");
  }

  public Path alertmanager() {
    return program(folder, "prometheus-alertmanager");
  }

  public Path promtool() {
    return program(folder, "promtool");
  }

  public Path amtool() {
    return program(folder, "amtool");
  }

  /**
   * Zipkin's jar (130 MB), fetched on the first call.
   *
   * @throws Trouble when Maven cannot fetch it
   */
  public Path zipkin(Progress progress) {
    Path jar = folder.resolve("zipkin-server-3.5.1-exec.jar");
    if (!Files.exists(jar)) {
      progress.now("fetching Zipkin");
      List<String> command = new ArrayList<>(List.of(System.getProperty("sparkle.mvn", "mvn")));
      String further = System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "");
      if (!further.isBlank()) {
        command.addAll(List.of(further.strip().split("\\s+")));
      }
      command.addAll(
          List.of(
              "-q",
              "-B",
              "dependency:copy",
              "-Dartifact=" + ZIPKIN,
              "-Dtransitive=false",
              "-DoutputDirectory=" + folder));
      Invocation.of(command).in(folder).runOrFail("cannot fetch Zipkin", ONLINE);
    }
    return jar;
  }
}
