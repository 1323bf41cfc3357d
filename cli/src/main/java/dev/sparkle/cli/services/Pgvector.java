package dev.sparkle.cli.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The extension pgvector, built for an unpacked PostgreSQL. Where the distribution has it as a
 * package, that is taken instead and none of this runs.
 */
final class Pgvector {

  /** The first Debian suite with pgvector; its sources build against older servers too. */
  static final String SOURCE_SUITE = "trixie";

  private Pgvector() {}

  /** A {@link Trouble} when there is no C compiler or make. */
  static void requireCompiler() {
    List<String> missing =
        List.of("gcc", "make").stream()
            .filter(program -> !Invocation.of(program, "--version").run().succeeded())
            .toList();
    if (!missing.isEmpty()) {
      throw new Trouble(
          ExitCode.MACHINE,
          "pgvector has to be compiled on this machine, and it has no "
              + String.join(" and no ", missing)
              + ".",
          "Install them (apt-get install gcc make libc6-dev), or set SPARKLE_DATABASE_URL.");
    }
  }

  /**
   * Builds and installs into the tree. The tree's pg_config finds its paths from where it lies, so
   * nothing has to be relocated. No instructions of this very processor are used, and no LLVM.
   */
  static void build(Path sources, Path pgConfig, Map<String, String> environment) {
    List<String> make =
        List.of("make", "-j2", "with_llvm=no", "OPTFLAGS=", "PG_CONFIG=" + pgConfig);
    String headers =
        "Install the C library's headers (apt-get install gcc make libc6-dev) if they are missing.";
    Invocation.of(make)
        .in(sources)
        .with(environment)
        .runOrFail("pgvector does not compile", headers);
    Invocation.of(append(make, "install"))
        .in(sources)
        .with(environment)
        .runOrFail("pgvector cannot be put beside PostgreSQL", "Repeat the command.");
  }

  /** The version that a tree's PostgreSQL would create. */
  static String version(Path share) {
    Path control = share.resolve("extension/vector.control");
    if (!Files.exists(control)) {
      return "";
    }
    return Folders.read(control)
        .lines()
        .filter(l -> l.startsWith("default_version"))
        .map(l -> l.replaceAll("[^0-9.]", ""))
        .findFirst()
        .orElse("");
  }

  private static List<String> append(List<String> list, String last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
