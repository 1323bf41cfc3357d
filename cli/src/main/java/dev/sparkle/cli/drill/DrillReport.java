package dev.sparkle.cli.drill;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a drill found.
 *
 * @param broken the setting that was broken on purpose; null: none
 * @param ok all expectations and rules hold; or, with a broken setting, the checker caught it
 * @param counts what the history holds
 * @param recovery seconds, by what came back
 * @param breaches of rules, the first ones
 * @param breachCount of rules, all of them
 * @param breachesByRule how many of each rule, all of them
 * @param seconds that the drill took, installation included
 */
public record DrillReport(
    String drill,
    String broken,
    boolean ok,
    List<Expectation> expected,
    Map<String, Double> recovery,
    Map<String, Long> counts,
    List<Breach> breaches,
    long breachCount,
    Map<Rule, Long> breachesByRule,
    double seconds) {

  /** Breaches that are told one by one. */
  static final int SHOWN = 20;

  /**
   * One expectation of a drill.
   *
   * @param seen what was seen, in a few words
   */
  public record Expectation(String words, boolean ok, String seen) {}

  /** Of a drill that could not be played, for that reason. */
  static DrillReport notPlayed(String drill, Breakage broken, String reason) {
    return new DrillReport(
        drill,
        broken == null ? null : broken.label(),
        false,
        List.of(new Expectation("the drill can be played", false, reason)),
        Map.of(),
        Map.of(),
        List.of(),
        0,
        Map.of(),
        0);
  }

  /** How many breaches there are of each rule. */
  static Map<Rule, Long> byRule(List<Breach> breaches) {
    return breaches.stream()
        .collect(
            Collectors.groupingBy(
                Breach::rule, () -> new EnumMap<>(Rule.class), Collectors.counting()));
  }

  void print(PrintWriter out) {
    for (Expectation each : expected) {
      out.printf("  %s %-66s %s%n", each.ok() ? "✓" : "✗", each.words(), each.seen());
    }
    recovery.forEach((what, time) -> out.printf(Locale.ROOT, "    %-66s %.1f s%n", what, time));
    if (!counts.isEmpty()) {
      out.println("    " + words(counts));
    }
    if (breachCount > 0) {
      breachesByRule.keySet().forEach(rule -> out.println("  ✗ broken: " + rule.words()));
      breaches.forEach(each -> out.println("      " + each.subject() + " " + each.words()));
      if (breachCount > breaches.size()) {
        out.printf("      and %d more%n", breachCount - breaches.size());
      }
    }
    out.printf(Locale.ROOT, "%s  %s, %.0f s%n%n", ok ? "PASS" : "FAIL", verdict(), seconds);
    out.flush();
  }

  private String verdict() {
    String rules = Rule.values().length + " rules";
    if (counts.isEmpty()) {
      return "it was not played";
    }
    if (broken != null) {
      return ok
          ? "with " + broken + " the checker found what it had to"
          : "with " + broken + " the checker found nothing: it proves nothing";
    }
    return breachCount == 0 ? "all " + rules + " hold" : breachCount + " breaches of " + rules;
  }

  private static String words(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}
