package dev.sparkle.cli.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs tests, and counts them in the reports that Surefire and Failsafe leave. */
final class TestsWork implements Work {

  private static final Pattern SUITE =
      Pattern.compile(
          "<testsuite [^>]*?tests=\"(\\d+)\"[^>]*?errors=\"(\\d+)\"[^>]*?skipped=\"(\\d+)\"[^>]*?failures=\"(\\d+)\"");

  private final List<String> arguments;
  private final boolean withQuick;
  private final Duration most;

  /**
   * @param arguments of the command
   * @param withQuick whether they run with {@code --quick}, too
   */
  TestsWork(String arguments, boolean withQuick, Duration most) {
    this.arguments = List.of(arguments.split(" "));
    this.withQuick = withQuick;
    this.most = most;
  }

  @Override
  public String command(Scene scene) {
    return "./sparkle " + String.join(" ", arguments);
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    if (scene.quick() && !withQuick) {
      return Outcome.notRun("--quick leaves it out: it takes many minutes");
    }
    Instant began = Instant.now();
    Path out = scene.file(scene.id() + ".out");
    int exit =
        SparkleRun.run(
            scene.root(), arguments, out, scene.file(scene.id() + ".err"), most, scene.progress());
    Counts counts = Counts.of(reports(scene.root(), began));
    if (exit == SparkleRun.TOO_LONG) {
      return Outcome.failed("it was ended after " + most.toMinutes() + " min");
    }
    if (counts.tests() == 0) {
      return Outcome.failed("it ended with " + exit + " and no test ran; see its output");
    }
    Outcome outcome = Outcome.of(counts.readings());
    return exit == 0 || outcome.verdict() == Verdict.MISSED
        ? outcome
        : outcome.missed("it ended with " + exit);
  }

  /** Tests by what became of them. */
  record Counts(int tests, int failed, int skipped) {

    static Counts of(List<String> reports) {
      int[] sums = new int[3];
      for (String report : reports) {
        Matcher suite = SUITE.matcher(report);
        if (suite.find()) {
          sums[0] += Integer.parseInt(suite.group(1));
          sums[1] += Integer.parseInt(suite.group(2)) + Integer.parseInt(suite.group(4));
          sums[2] += Integer.parseInt(suite.group(3));
        }
      }
      return new Counts(sums[0], sums[1], sums[2]);
    }

    /** What was skipped proves nothing: only what ran counts. */
    List<Reading> readings() {
      return List.of(
          Reading.must("tests that ran", tests - skipped, "", Bound.atLeast(1)),
          Reading.must("failed", failed, "", Bound.atMost(0)),
          Reading.plain("skipped", skipped, ""));
    }
  }

  private static List<String> reports(Path root, Instant since) throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("ejb", "web", "batch", "ear", "cli", "liberty-config")) {
      for (String kind : List.of("surefire-reports", "failsafe-reports")) {
        Path folder = root.resolve(module).resolve("target").resolve(kind);
        if (Files.isDirectory(folder)) {
          found.addAll(reportsIn(folder, since));
        }
      }
    }
    return found;
  }

  private static List<String> reportsIn(Path folder, Instant since) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(FileTime.from(since)) > 0) {
          String text = Files.readString(file);
          found.add(text.substring(0, Math.min(text.length(), 4000)));
        }
      }
    }
    return found;
  }
}
