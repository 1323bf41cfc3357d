package dev.sparkle.cli.drill.promises;

import dev.sparkle.cli.monitoring.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every metric that the documentation lists is shown by a node with a model. */
final class Metrics {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
  private static final Set<String> SUFFIXES = Set.of("", "_count", "_total", "_bucket");

  private Metrics() {}

  /** Names of Sparkle's own metrics in docs/metrics.md. */
  static Set<String> documented(String page) {
    int from = page.indexOf("## Sparkle's own");
    int to = page.indexOf("\n## ", from + 1);
    Set<String> names = new TreeSet<>();
    Matcher row = ROW.matcher(page.substring(Math.max(0, from), to < 0 ? page.length() : to));
    while (row.find()) {
      names.add(row.group(1));
    }
    return names;
  }

  static Promise of(Path root, Scrape page) throws IOException {
    Set<String> wanted = documented(Files.readString(root.resolve("docs/metrics.md")));
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeIf(name -> SUFFIXES.stream().anyMatch(suffix -> page.has(name + suffix)));
    return new Promise(
        "METRIC_COVERAGE",
        "documented metrics that a node shows",
        wanted.size() - missing.size(),
        wanted.size(),
        missing.isEmpty() ? "" : "not " + String.join(", ", missing));
  }
}
