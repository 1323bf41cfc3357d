package dev.sparkle.cli.bench.load;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the figures for people. */
final class LoadReport {

  private final PrintWriter out;

  LoadReport(PrintWriter out) {
    this.out = out;
  }

  void print(List<LoadStep> steps, LoadSoak.Figures soaked, Limit limit, String sentence) {
    if (!steps.isEmpty()) {
      line(
          "%8s %9s %24s %24s %7s %6s %5s  %s",
          "learners",
          "answers/s",
          "first words, ms",
          "whole answers, ms",
          "errors",
          "lost",
          "load",
          "cores");
      for (LoadStep step : steps) {
        line(
            "%8d %9.1f %24s %24s %6.1f%% %6d %5.1f  %s%s",
            step.learners(),
            step.questionsPerSecond(),
            step.first(),
            step.whole(),
            step.errorPercent(),
            step.lost(),
            step.load(),
            cores(step.cores()),
            step.withinLimit() ? "" : "   beyond the limit");
      }
      line(
          "%nMilliseconds: p50 / p95 / p99. The limit: p95 of first words %.0f ms, errors %.1f %%.",
          limit.firstP95Ms(), limit.errorPercent());
    }
    if (soaked != null) {
      line(
          "%,d learners for %,d s: %,d questions, %.2f %% errors %s%n",
          soaked.learners(),
          soaked.seconds(),
          soaked.questions(),
          soaked.errorPercent(),
          soaked.outcomes());
      soaked.verdicts().forEach(each -> line("  %s %s", each.flat() ? "✓" : "✗", each.words()));
      if (soaked.questions() == 0) {
        line("  ✗ no question ended: nothing was shown");
      }
    }
    line("%n%s", sentence);
    out.flush();
  }

  private static String cores(Map<String, Double> cores) {
    return cores.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
