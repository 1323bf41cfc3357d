package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the tree of {@link Tools} in a bench beside its place, and moves it there when it is whole.
 */
final class ToolsWorkshop {

  private static final Pattern SERVER = Pattern.compile("postgresql-(\\d+)");

  private final Path place;
  private final Progress progress;
  private final Set<String> installed;

  ToolsWorkshop(Path place, Progress progress) {
    this(place, progress, PackageStore.installed());
  }

  /**
   * @param installed packages whose libraries the machine has already
   */
  ToolsWorkshop(Path place, Progress progress, Set<String> installed) {
    this.place = place;
    this.progress = progress;
    this.installed = installed;
  }

  void make() {
    Distribution distribution = Distribution.here();
    requireTimeZones();
    clear();
    Path bench = Folders.make(place.resolve("bench"));
    PackageStore store = new PackageStore(Folders.make(bench.resolve("apt")), distribution);
    progress.now("fetching the package lists");
    store.update(Pgvector.SOURCE_SUITE);
    List<String> closure = store.closure(List.of("postgresql", "redis-server"));
    String major =
        closure.stream()
            .map(SERVER::matcher)
            .filter(m -> m.matches())
            .map(m -> m.group(1))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no server in " + closure));

    List<String> wanted =
        new ArrayList<>(
            List.of(
                "postgresql-" + major,
                "postgresql-client-" + major,
                "libpq5",
                "redis-server",
                "redis-tools"));
    String packaged = "postgresql-" + major + "-pgvector";
    boolean build = !store.has(packaged);
    wanted.addAll(
        build ? List.of("postgresql-server-dev-" + major, "libpq-dev") : List.of(packaged));
    if (build) {
      requireSources(distribution);
      Pgvector.requireCompiler();
    }
    progress.now("fetching PostgreSQL " + major + " and Redis");
    Path tree = Folders.make(bench.resolve("tree"));
    store.unpack(PackageStore.needed(wanted, closure, installed), tree);

    Tools unpacked = new Tools(tree, major, "", "", "");
    if (build) {
      progress.now("building pgvector");
      Pgvector.build(
          store.source("pgvector"), unpacked.postgresProgram("pg_config"), unpacked.environment());
    }
    progress.now("checking the programs");
    slim(unpacked);
    check(unpacked);
    finish(unpacked);
  }

  private void finish(Tools unpacked) {
    String postgres =
        versionOf(
            unpacked, unpacked.postgresProgram("postgres"), "(?s).*PostgreSQL\\) ([0-9.]+).*");
    String redis =
        versionOf(unpacked, unpacked.redisProgram("redis-server"), "(?s).* v=([0-9.]+) .*");
    try {
      Folders.permit(place, "rwxr-xr-x");
      Folders.permit(unpacked.folder(), "rwxr-xr-x");
      Folders.move(unpacked.folder(), place.resolve("tree"));
    } catch (IOException e) {
      throw Trouble.withFile("cannot put the tools into " + place, e);
    }
    Folders.delete(place.resolve("bench"));
    new Tools(
            place.resolve("tree"),
            unpacked.postgresMajor(),
            postgres,
            Pgvector.version(
                new Tools(place.resolve("tree"), unpacked.postgresMajor(), "", "", "")
                    .postgresShare()),
            redis)
        .stamp();
  }

  /** What an interrupted attempt or an older layout left; the stamp goes first. */
  private void clear() {
    Folders.delete(place.resolve("provided.properties"));
    Folders.delete(place.resolve("bench"));
    Folders.delete(place.resolve("tree"));
  }

  /** Leaves out what only compilers, translators and the JIT use: two thirds of the size. */
  private static void slim(Tools tools) {
    Path lib =
        tools.folder().resolve("usr/lib/postgresql").resolve(tools.postgresMajor()).resolve("lib");
    Stream.of(
            "usr/include",
            "usr/share/doc",
            "usr/share/locale",
            "usr/share/man",
            "usr/share/lintian",
            "etc",
            "var")
        .map(tools.folder()::resolve)
        .forEach(Folders::delete);
    Stream.of("bitcode", "pgxs", "llvmjit.so").map(lib::resolve).forEach(Folders::delete);
  }

  private static void check(Tools tools) {
    List<String> unresolved = tools.unresolved();
    if (!unresolved.isEmpty()) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the unpacked programs do not fit this machine's libraries (" + unresolved.get(0) + ").",
          "Bring the machine up to date (apt-get upgrade), or set SPARKLE_DATABASE_URL and SPARKLE_REDIS_URL.");
    }
    if (Pgvector.version(tools.postgresShare()).isEmpty()) {
      throw new Trouble(
          ExitCode.MACHINE, "pgvector is missing after its build.", "Repeat the command.");
    }
  }

  private static void requireSources(Distribution distribution) {
    if (!distribution.isDebian()) {
      throw new Trouble(
          ExitCode.MACHINE,
          "this release of "
              + distribution.id()
              + " ("
              + distribution.codename()
              + ") has no pgvector.",
          "Set SPARKLE_DATABASE_URL to a PostgreSQL that has the extension vector.");
    }
  }

  /**
   * Debian's PostgreSQL reads the system's time zones and fails for clients that name one
   * otherwise.
   */
  private static void requireTimeZones() {
    if (!Files.exists(Path.of("/usr/share/zoneinfo/UTC"))) {
      throw new Trouble(
          ExitCode.MACHINE,
          "this machine has no time zone data, which PostgreSQL needs.",
          "Install it: apt-get install tzdata.");
    }
  }

  private static String versionOf(Tools tools, Path program, String pattern) {
    String said =
        Invocation.of(program.toString(), "--version")
            .with(tools.environment())
            .runOrFail(
                program.getFileName() + " does not run",
                "Set SPARKLE_DATABASE_URL and SPARKLE_REDIS_URL.")
            .text();
    return said.replaceFirst(pattern, "$1");
  }
}
