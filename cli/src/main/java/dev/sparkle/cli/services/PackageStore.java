package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian packages, fetched and unpacked without installing them. Package lists, cache and
 * configuration are private to one folder: the machine's own are read at most, and its apt hooks
 * are switched off. Signatures and checksums are apt's to check.
 */
final class PackageStore {

  private static final String ONLINE =
      "Check the network, or set SPARKLE_DATABASE_URL and SPARKLE_REDIS_URL.";
  private static final Pattern URI_LINE = Pattern.compile("^'[^']+' ([^_ ]+)_\\S+ \\d+ .*");

  private final Path folder;
  private final Distribution distribution;

  PackageStore(Path folder, Distribution distribution) {
    this.folder = folder;
    this.distribution = distribution;
  }

  /**
   * Fetches the lists of the distribution and, on Debian, of the suite whose source packages are
   * wanted.
   */
  void update(String sourceSuite) {
    for (String name : List.of("lists/partial", "cache/archives/partial", "state")) {
      Folders.make(folder.resolve(name));
    }
    StringBuilder sources = new StringBuilder();
    distribution
        .sources()
        .forEach(s -> sources.append(s.serving("deb", s.suites(), s.components()).asDeb822()));
    if (distribution.isDebian()) {
      sources.append(
          distribution.base().serving("deb-src", List.of(sourceSuite), List.of("main")).asDeb822());
    }
    Folders.write(folder.resolve("sparkle.sources"), sources.toString());
    Folders.write(folder.resolve("state/status"), "");
    Folders.write(folder.resolve("apt.conf"), configuration());
    Invocation.Outcome outcome = apt("apt-get", "-q", "update").run();
    boolean incomplete =
        outcome.lines().stream().anyMatch(l -> l.startsWith("E:") || l.startsWith("Err:"));
    if (Trouble.diskFull(outcome.text())) {
      throw Trouble.withFile("the package lists", new IOException("No space left on device"));
    }
    if (!outcome.succeeded() || incomplete) {
      String why =
          outcome.lines().stream()
              .filter(l -> l.startsWith("E:"))
              .findFirst()
              .orElse(outcome.lastWords());
      throw new Trouble(ExitCode.MACHINE, "cannot fetch the package lists: " + why + ".", ONLINE);
    }
  }

  /** Whether the distribution has a binary package of this name. */
  boolean has(String name) {
    return apt("apt-cache", "show", "--no-all-versions", name).run().succeeded();
  }

  /**
   * Names of the packages and of all they depend on, as for a machine on which nothing is
   * installed.
   */
  List<String> closure(Collection<String> names) {
    List<String> command =
        new ArrayList<>(
            List.of("apt-get", "-q", "-y", "--no-install-recommends", "--print-uris", "install"));
    command.addAll(names);
    return packagesIn(
        apt(command)
            .runOrFail(
                "cannot find " + String.join(", ", names) + " among this distribution's packages",
                ONLINE)
            .lines());
  }

  static List<String> packagesIn(List<String> printedUris) {
    return printedUris.stream()
        .map(URI_LINE::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .toList();
  }

  /**
   * What of a closure must be unpacked: the wanted packages, and the shared libraries that the
   * machine lacks. Scripts and data of the installation machinery are not needed, nor is LLVM,
   * which only PostgreSQL's JIT would use.
   */
  static Set<String> needed(
      Collection<String> wanted, Collection<String> closure, Set<String> installed) {
    Set<String> needed = new TreeSet<>(wanted);
    closure.stream()
        .filter(n -> n.startsWith("lib") && !installed.contains(n))
        .filter(
            n ->
                !n.endsWith("-perl")
                    && !n.startsWith("libllvm")
                    && !n.equals("libc-bin")
                    && !n.startsWith("libc-l10n"))
        .forEach(needed::add);
    return needed;
  }

  /** Packages that are installed on this machine. */
  static Set<String> installed() {
    Set<String> names = new TreeSet<>();
    Invocation.of("dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\\n")
        .run()
        .lines()
        .stream()
        .filter(l -> l.startsWith("ii"))
        .forEach(l -> names.add(l.substring(l.lastIndexOf(' ') + 1)));
    return names;
  }

  /** Fetches binary packages and unpacks them below {@code tree}. */
  void unpack(Collection<String> names, Path tree) {
    Path debs = Folders.make(folder.resolve("debs"));
    List<String> command = new ArrayList<>(List.of("apt-get", "-q", "download"));
    command.addAll(names);
    apt(command).in(debs).runOrFail("cannot fetch packages", ONLINE);
    for (Path deb : files(debs, ".deb")) {
      Invocation.of("dpkg-deb", "-x", deb.toString(), tree.toString())
          .runOrFail("cannot unpack " + deb.getFileName(), "Repeat the command.");
    }
    Folders.delete(debs);
  }

  /**
   * Fetches a source package and unpacks its upstream part; returns the folder with the sources.
   */
  Path source(String name) {
    Path sources = Folders.make(folder.resolve("src"));
    apt("apt-get", "-q", "--download-only", "source", name)
        .in(sources)
        .runOrFail("cannot fetch the sources of " + name, ONLINE);
    Path tarball =
        files(sources, "").stream()
            .filter(f -> f.getFileName().toString().contains(".orig.tar."))
            .findFirst()
            .orElseThrow();
    Path unpacked = Folders.make(sources.resolve("unpacked"));
    Invocation.of(
            "tar", "-xf", tarball.toString(), "-C", unpacked.toString(), "--strip-components=1")
        .runOrFail("cannot unpack " + tarball.getFileName(), "Repeat the command.");
    return unpacked;
  }

  private static List<Path> files(Path in, String ending) {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + in, e);
    }
  }

  private Invocation apt(String... command) {
    return apt(List.of(command));
  }

  private Invocation apt(List<String> command) {
    List<String> configured = new ArrayList<>(command);
    configured.addAll(1, List.of("-c", folder.resolve("apt.conf").toString()));
    return Invocation.of(configured);
  }

  /** Read by apt after the machine's own files, so that a proxy set there keeps working. */
  private String configuration() {
    return """
                Dir::Etc::sourcelist "%1$s/sparkle.sources";
                Dir::Etc::sourceparts "-";
                Dir::Etc::preferences "-";
                Dir::Etc::preferencesparts "-";
                Dir::State "%1$s/state";
                Dir::State::lists "%1$s/lists";
                Dir::State::status "%1$s/state/status";
                Dir::Cache "%1$s/cache";
                Acquire::Languages "none";
                APT::Sandbox::User "";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                """
        .formatted(folder);
  }
}
