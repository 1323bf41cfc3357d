package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.Bound.atLeast;
import static dev.sparkle.cli.validate.Bound.atMost;
import static dev.sparkle.cli.validate.Bound.over;
import static dev.sparkle.cli.validate.Bound.under;

/** The plan's criteria of success: its floor, and the goal that this house has set itself. */
enum Criterion {
  INJECTION_DETECTION("injection detection, known families", "%", over(95), atLeast(99)),
  ATTACK_SUCCESS("attacks that reach the learner", "%", under(5), under(0.5)),
  QUOTA("quota enforcement", "%", atLeast(100), atLeast(100)),
  OUTPUT_VALIDATION("output validation", "%", atLeast(100), atLeast(100)),
  TASK_SUCCESS("task success", "%", over(98), atLeast(100)),
  TASK_TRACKING("task tracking", "%", atLeast(100), atLeast(100)),
  RECOVERY("recovery", "s", under(30), atMost(10)),
  RECOVERY_ALONE(
      "recovery of an only server that was killed",
      "s",
      under(30),
      atMost(10),
      "the server must be started again, so it is Liberty's start that counts; of two nodes the"
          + " other one goes on: see drill-nodes"),
  PERSISTENCE("data persistence", "%", atLeast(100), atLeast(100)),
  THROUGHPUT("throughput of tasks", "/s", over(150), over(9000)),
  P95("p95 of a task's way in, and to its start", "ms", under(100), atMost(1.9)),
  MEMORY("memory for 1,000 tasks", "MB", under(50), atMost(1)),
  OVERHEAD("overhead of tracking", "%", under(25), atMost(5)),
  METRIC_COVERAGE("metric coverage", "%", atLeast(100), atLeast(100)),
  ALERT_TIME(
      "alert response",
      "s",
      under(300),
      under(300),
      "it counts the rule's own `for`, which is up to 10 min by design (monitoring/README.md);"
          + " what comes beyond that stands in drill-alerts"),
  LOG_COMPLETENESS("log completeness", "%", atLeast(100), atLeast(100)),
  TRACE_PROPAGATION("trace propagation", "%", atLeast(100), atLeast(100));

  private final String words;
  private final String unit;
  private final Bound floor;
  private final Bound goal;
  private final String because;

  Criterion(String words, String unit, Bound floor, Bound goal) {
    this(words, unit, floor, goal, "");
  }

  Criterion(String words, String unit, Bound floor, Bound goal, String because) {
    this.words = words;
    this.unit = unit;
    this.floor = floor;
    this.goal = goal;
    this.because = because;
  }

  String words() {
    return words;
  }

  /** What stands beside a miss, where it has a reason that is known; empty: it has none. */
  String because() {
    return because;
  }

  String floor() {
    return floor.words(unit);
  }

  String goal() {
    return goal.words(unit);
  }

  /** The one of two figures that is farther from the goal. */
  Reading worse(Reading one, Reading other) {
    boolean more =
        floor.relation() == Bound.Relation.OVER || floor.relation() == Bound.Relation.AT_LEAST;
    if (Double.isNaN(one.value()) || Double.isNaN(other.value())) {
      return Double.isNaN(one.value()) ? one : other;
    }
    return more == one.value() <= other.value() ? one : other;
  }

  /**
   * A figure held against floor and goal.
   *
   * @param name what was measured, in a few words
   */
  Reading read(String name, double value) {
    return new Reading(
        name(), name, value, unit, floor(), goal(), floor.holds(value), goal.holds(value));
  }
}
