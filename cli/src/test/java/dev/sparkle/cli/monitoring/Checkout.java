package dev.sparkle.cli.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of monitoring and docs that tests hold against each other. */
final class Checkout {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  static final Path MONITORING = ROOT.resolve("monitoring");
  static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

  private Checkout() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a pattern's first group finds in a text. */
  static Set<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rules of alerts, as text, each from its name to the next. */
  static List<String> rules() {
    return files(MONITORING.resolve("alerts"), ".yaml").stream()
        .flatMap(
            file ->
                Pattern.compile("(?s)- alert: .*?(?=\\n      - |\\n  - name|$)")
                    .matcher(read(file))
                    .results()
                    .map(MatchResult::group))
        .toList();
  }

  static Set<String> alerts() {
    return rules().stream()
        .map(rule -> rule.replaceFirst("(?s)- alert: (\\w+).*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Blocks of a page with that mark behind the three quotes. */
  static List<String> blocks(String page, String mark) {
    return Pattern.compile("(?ms)^```" + Pattern.quote(mark) + "\\n(.*?)^```$")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
