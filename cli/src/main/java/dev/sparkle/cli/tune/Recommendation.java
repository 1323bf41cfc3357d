package dev.sparkle.cli.tune;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is recommended, against what is in force.
 *
 * @param against whose settings it is compared with
 * @param applied whether it was written into the settings that are kept
 */
record Recommendation(Measured measured, String against, List<Line> settings, boolean applied) {

  /**
   * One setting.
   *
   * @param now its value in force
   */
  record Line(String variable, String now, String recommended, boolean changes, String reason) {}

  static Recommendation of(
      Measured measured, String against, Map<String, String> inForce, boolean applied) {
    List<Line> lines =
        Advice.of(measured, inForce.getOrDefault("SPARKLE_TASKS_QUEUES", "")).stream()
            .map(
                advised -> {
                  String now = inForce.getOrDefault(advised.variable(), "");
                  boolean changes = !Advice.same(now, advised.value());
                  return new Line(
                      advised.variable(), now, advised.value(), changes, advised.reason());
                })
            .toList();
    return new Recommendation(measured, against, lines, applied);
  }

  /** What is to be changed, by name. */
  Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>();
    settings.stream()
        .filter(Line::changes)
        .forEach(line -> changes.put(line.variable(), line.recommended()));
    return changes;
  }

  /** A sentence for who did not apply it. */
  String howToApply() {
    return changes().isEmpty()
        ? "Nothing to change."
        : "Write it with: ./sparkle tune --apply, or set it in the environment of ./sparkle up.";
  }
}
