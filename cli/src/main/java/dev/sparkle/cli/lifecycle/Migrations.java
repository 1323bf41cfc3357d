package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far a database is behind the checkout.
 *
 * @param applied number of versioned migrations that were applied
 * @param pending number of those in the checkout that were not
 */
public record Migrations(int applied, int pending) {

  private static final Pattern FILE = Pattern.compile("V([0-9_.]+?)__.*\\.sql");

  static Migrations of(DatabaseAddress database, Home home) {
    List<String> applied = Database.migrations(database);
    return new Migrations(applied.size(), pending(inCheckout(home.root()), applied));
  }

  /** "12 applied, 0 pending". */
  String words() {
    return applied + " applied, " + pending + " pending";
  }

  static int pending(Set<String> wanted, List<String> applied) {
    Set<String> missing = new TreeSet<>(wanted);
    applied.forEach(v -> missing.remove(plain(v)));
    return missing.size();
  }

  /** Number of the newest migration that this checkout knows; 0: it has none. */
  public static int newest(Home home) {
    return newest(inCheckout(home.root()));
  }

  /** The highest of these versions, by its first number; 0: there is none. */
  public static int newest(Collection<String> versions) {
    return versions.stream()
        .mapToInt(each -> Integer.parseInt(plain(each).replaceFirst("\\..*", "")))
        .max()
        .orElse(0);
  }

  /** Versions by the names of the files in the components' resources. */
  static Set<String> inCheckout(Path root) {
    Path resources = root.resolve("ejb/src/main/resources");
    if (!Files.isDirectory(resources)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(resources)) {
      Set<String> versions = new TreeSet<>();
      files
          .map(f -> FILE.matcher(f.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(m -> versions.add(plain(m.group(1))));
      return versions;
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + resources, e);
    }
  }

  /** Flyway takes 007, 7 and 7.0 for the same, and _ for a point. */
  private static String plain(String version) {
    return version
        .replace('_', '.')
        .replaceAll("(^|\\.)0+(?=\\d)", "$1")
        .replaceAll("(\\.0)+$", "");
  }
}
