package dev.sparkle.cli.services;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of PostgreSQL (with pgvector) and Redis, unpacked into a folder of their own:
 * nothing is installed, and no service of the machine is touched.
 *
 * @param folder real path of the unpacked tree
 * @param postgresMajor such as "15"
 * @param postgres full version
 * @param pgvector version of the extension
 * @param redis version of the server
 */
public record Tools(
    Path folder, String postgresMajor, String postgres, String pgvector, String redis) {

  /** Raised when the way the tree is made changes, so that older trees are made anew. */
  private static final String LAYOUT = "1";

  private static final String STAMP = "provided.properties";

  /**
   * The tools in {@code root/.sparkle/tools}, provided on the first call: some 20 MB are fetched
   * from the distribution's mirror, and pgvector is compiled where it is not packaged (10 to 30 s
   * in all). Safe against interruption and against a second caller at the same time.
   *
   * @throws Trouble when the machine cannot provide them; the sentence says what to do
   */
  public static Tools provide(Path root, Progress progress) {
    Path home = Folders.make(root.resolve(".sparkle"));
    try (WorkLock lock = WorkLock.await(home.resolve("tools.lock"))) {
      lock.hold();
      Optional<Tools> there = provided(root);
      if (there.isPresent()) {
        return there.get();
      }
      new ToolsWorkshop(ServiceAccount.current().lodge(home.resolve("tools")), progress).make();
      return provided(root).orElseThrow();
    }
  }

  /** The tools, if an earlier {@link #provide} completed them. */
  public static Optional<Tools> provided(Path root) {
    Path stamp = root.resolve(".sparkle/tools").resolve(STAMP);
    if (!Files.exists(stamp)) {
      return Optional.empty();
    }
    try {
      Properties p = new Properties();
      p.load(new StringReader(Folders.read(stamp)));
      if (!LAYOUT.equals(p.getProperty("layout"))) {
        return Optional.empty();
      }
      return Optional.of(
          new Tools(
              stamp.getParent().toRealPath().resolve("tree"),
              p.getProperty("postgresMajor"),
              p.getProperty("postgres"),
              p.getProperty("pgvector"),
              p.getProperty("redis")));
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + stamp, e);
    }
  }

  /**
   * Removes tools that had to be put outside the checkout (see {@link PostgresCluster#in}), where
   * nobody would look for them; false when they are inside and stay.
   */
  public static boolean removeFromOutside(Path root) {
    Path place = root.resolve(".sparkle/tools");
    boolean outside = Files.isSymbolicLink(place);
    if (outside) {
      ServiceAccount.dislodge(place);
    }
    return outside;
  }

  /** Marks the tree as complete; the last thing done to it. */
  void stamp() {
    Folders.write(
        folder.resolveSibling(STAMP),
        "layout="
            + LAYOUT
            + "\npostgresMajor="
            + postgresMajor
            + "\npostgres="
            + postgres
            + "\npgvector="
            + pgvector
            + "\nredis="
            + redis
            + "\n");
  }

  /** A program of PostgreSQL, such as postgres, initdb, psql, pg_dump. */
  public Path postgresProgram(String name) {
    return folder.resolve("usr/lib/postgresql").resolve(postgresMajor).resolve("bin").resolve(name);
  }

  /** A program of Redis: redis-server, redis-cli, redis-benchmark. */
  public Path redisProgram(String name) {
    return folder.resolve("usr/bin").resolve(name);
  }

  Path postgresShare() {
    return folder.resolve("usr/share/postgresql").resolve(postgresMajor);
  }

  /** The variables with which the programs find their libraries. */
  public Map<String, String> environment() {
    try (Stream<Path> roots =
        Stream.of("usr/lib", "lib").map(folder::resolve).filter(Files::isDirectory)) {
      String path =
          roots
              .flatMap(Tools::children)
              .filter(p -> p.getFileName().toString().contains("-linux-gnu"))
              .map(Path::toString)
              .sorted()
              .collect(Collectors.joining(":"));
      return Map.of("LD_LIBRARY_PATH", path);
    }
  }

  /** Programs and modules whose libraries cannot all be found; empty is well. */
  List<String> unresolved() {
    Path lib = folder.resolve("usr/lib/postgresql").resolve(postgresMajor).resolve("lib");
    Stream<Path> modules = Stream.of("vector.so", "plpgsql.so", "pgcrypto.so").map(lib::resolve);
    Stream<Path> programs =
        Stream.of("postgres", "initdb", "pg_ctl", "psql", "pg_dump", "pg_basebackup")
            .map(this::postgresProgram);
    Stream<Path> redisPrograms = Stream.of("redis-server", "redis-cli").map(this::redisProgram);
    return Stream.of(modules, programs, redisPrograms)
        .flatMap(s -> s)
        .flatMap(
            p ->
                Invocation.of("ldd", p.toString()).with(environment()).run().lines().stream()
                    .filter(l -> l.contains("not found") || l.contains("No such file"))
                    .map(l -> p.getFileName() + ": " + l.strip()))
        .distinct()
        .toList();
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList().stream();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    }
  }
}
