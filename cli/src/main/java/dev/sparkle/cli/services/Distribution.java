package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Linux distribution of this machine and where its packages come from.
 *
 * @param id such as debian or ubuntu
 * @param codename such as bookworm
 * @param sources the distribution's own sources, vendors' additions left out
 */
record Distribution(String id, String codename, List<AptSource> sources) {

  private static final String INSTEAD =
      "Set SPARKLE_DATABASE_URL (a PostgreSQL with the extension vector) and SPARKLE_REDIS_URL.";

  /** Reads this machine's; a {@link Trouble} where there is no apt. */
  static Distribution here() {
    Path release = Path.of("/etc/os-release");
    if (!Files.exists(release) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      throw new Trouble(
          ExitCode.MACHINE,
          "PostgreSQL and Redis can be provided on Debian and its relatives only, and this is "
              + System.getProperty("os.name")
              + ".",
          INSTEAD);
    }
    Map<String, String> os = osRelease(Folders.read(release));
    String codename = os.getOrDefault("VERSION_CODENAME", "");
    List<AptSource> own =
        read(Path.of("/etc/apt")).stream().filter(s -> s.official(codename)).toList();
    if (own.stream().noneMatch(s -> s.base(codename))) {
      throw new Trouble(
          ExitCode.MACHINE,
          "this machine's /etc/apt names no package source of "
              + os.getOrDefault("PRETTY_NAME", "its distribution")
              + ".",
          INSTEAD);
    }
    return new Distribution(os.getOrDefault("ID", ""), codename, own);
  }

  /** The source of the suite itself (not of its updates). */
  AptSource base() {
    return sources.stream().filter(s -> s.base(codename)).findFirst().orElseThrow();
  }

  boolean isDebian() {
    return id.equals("debian");
  }

  static Map<String, String> osRelease(String text) {
    Map<String, String> fields = new TreeMap<>();
    text.lines()
        .filter(line -> line.contains("="))
        .forEach(
            line -> {
              String[] pair = line.split("=", 2);
              fields.put(pair[0].strip(), pair[1].strip().replaceAll("^[\"']|[\"']$", ""));
            });
    return fields;
  }

  private static List<AptSource> read(Path etcApt) {
    List<AptSource> found = new ArrayList<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.exists(main)) {
      found.addAll(AptSource.fromList(Folders.read(main)));
    }
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> files = Files.list(parts)) {
        for (Path file : files.sorted().toList()) {
          if (file.toString().endsWith(".list")) {
            found.addAll(AptSource.fromList(Folders.read(file)));
          } else if (file.toString().endsWith(".sources")) {
            found.addAll(AptSource.fromDeb822(Folders.read(file)));
          }
        }
      } catch (IOException e) {
        throw Trouble.withFile("cannot read " + parts, e);
      }
    }
    return found;
  }
}
