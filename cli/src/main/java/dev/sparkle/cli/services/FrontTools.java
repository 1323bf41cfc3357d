package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HAProxy from the distribution's packages, unpacked into a folder of its own: nothing is installed
 * and no service of the machine is touched.
 *
 * @param folder with the unpacked tree
 */
public record FrontTools(Path folder) {

  private static final String PACKAGE = "haproxy";

  /**
   * HAProxy in {@code root/.sparkle/front-tools}, fetched on the first call (2 MB beside the
   * package lists). Safe against interruption and against a second caller at the same time.
   *
   * @throws Trouble when the machine has no such package, or it cannot be fetched
   */
  public static FrontTools provide(Path root, Progress progress) {
    Path home = Folders.make(root.resolve(".sparkle"));
    Path place = home.resolve("front-tools");
    FrontTools tools = new FrontTools(place);
    try (WorkLock lock = WorkLock.await(home.resolve("front-tools.lock"))) {
      lock.hold();
      if (!Files.isExecutable(tools.haproxy())) {
        fetch(place, progress);
      }
      return tools;
    }
  }

  private static void fetch(Path place, Progress progress) {
    Folders.delete(place.resolve("bench"));
    Path bench = Folders.make(place.resolve("bench"));
    PackageStore store = new PackageStore(Folders.make(bench.resolve("apt")), Distribution.here());
    progress.now("fetching the package lists");
    store.update(Pgvector.SOURCE_SUITE);
    progress.now("fetching HAProxy");
    Path tree = Folders.make(bench.resolve("tree"));
    Set<String> wanted = new TreeSet<>(Set.of(PACKAGE));
    store.unpack(
        PackageStore.needed(wanted, store.closure(wanted), PackageStore.installed()), tree);
    try {
      Folders.delete(place.resolve("tree"));
      Folders.move(tree, place.resolve("tree"));
    } catch (IOException e) {
      throw Trouble.withFile("cannot put HAProxy into " + place, e);
    }
    Folders.delete(place.resolve("bench"));
  }

  public Path haproxy() {
    return folder.resolve("tree/usr/sbin/haproxy");
  }

  /** The variables with which it finds its libraries. */
  public Map<String, String> environment() {
    try (Stream<Path> folders =
        Stream.of("tree/usr/lib", "tree/lib").map(folder::resolve).filter(Files::isDirectory)) {
      return Map.of(
          "LD_LIBRARY_PATH",
          folders
              .flatMap(FrontTools::children)
              .filter(each -> each.getFileName().toString().contains("-linux-gnu"))
              .map(Path::toString)
              .sorted()
              .collect(Collectors.joining(":")));
    }
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList().stream();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    }
  }
}
