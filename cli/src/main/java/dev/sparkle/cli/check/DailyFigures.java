package dev.sparkle.cli.check;

import dev.sparkle.cli.monitoring.PrometheusApi;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main figures of a time against the baseline. A figure of the baseline that is missing now is
 * never passed over: either nothing of it happened, which only nodes that are reached can tell, or
 * it is not known how things are.
 */
final class DailyFigures {

  private DailyFigures() {}

  /** Asks for all; what is missing is not in it. */
  static Map<MainFigure, Double> ask(PrometheusApi prometheus, String window) {
    Map<MainFigure, Double> now = new EnumMap<>(MainFigure.class);
    for (MainFigure each : MainFigure.all()) {
      each.ask(prometheus, window).ifPresent(value -> now.put(each, value));
    }
    return now;
  }

  /**
   * Judges them.
   *
   * @param reached whether Prometheus reaches a node
   */
  static List<Finding> judge(
      Map<MainFigure, Double> now, Optional<Baseline> baseline, boolean reached) {
    List<Finding> findings = new ArrayList<>();
    if (baseline.isEmpty()) {
      findings.add(
          Finding.judged(
              "baseline",
              false,
              "there is none",
              "Take one on a good day: ./sparkle check baseline"));
    }
    for (MainFigure each : MainFigure.all()) {
      Double value = now.get(each);
      Double then = baseline.map(kept -> kept.figures().get(each.name())).orElse(null);
      if (then == null) {
        if (value != null) {
          findings.add(Finding.told(each.words(), value, each.unit()));
        }
      } else {
        findings.add(
            value == null ? missing(each, then, now, reached) : compared(each, value, then));
      }
    }
    return findings;
  }

  private static Finding missing(
      MainFigure figure, double then, Map<MainFigure, Double> now, boolean reached) {
    String baseline = ", baseline " + Figure.words(then, figure.unit());
    if (!reached) {
      return Finding.judged(
          figure.words(),
          false,
          "not known: no node is reached" + baseline,
          "./sparkle monitoring up tells Prometheus of the nodes; then ./sparkle monitoring status");
    }
    boolean nothing = figure.absence() == MainFigure.Absence.NOTHING && !happened(figure, now);
    if (figure.absence() == MainFigure.Absence.NONE) {
      return compared(figure, 0, then);
    }
    return nothing
        ? new Finding(figure.words(), null, "", "nothing of it happened" + baseline, null, "")
        : Finding.judged(
            figure.words(),
            false,
            "missing, though nodes are reached" + baseline,
            "./sparkle monitoring check asks for it; docs/metrics.md");
  }

  /** Whether there was something whose times should be there. */
  private static boolean happened(MainFigure figure, Map<MainFigure, Double> now) {
    return switch (figure) {
      case FIRST_WORDS, ANSWER -> now.getOrDefault(MainFigure.ANSWERS, 0.0) > 0;
      case TASK_WAIT -> now.getOrDefault(MainFigure.TASKS, 0.0) > 0;
      default -> false;
    };
  }

  static Finding compared(MainFigure figure, double now, double then) {
    boolean good = figure.isAsGood(now, then);
    return Finding.judged(
        figure.words(),
        now,
        figure.unit(),
        good,
        Figure.words(now, figure.unit()) + ", baseline " + Figure.words(then, figure.unit()),
        advice(figure));
  }

  private static String advice(MainFigure figure) {
    return switch (figure) {
      case ANSWERS ->
          "Fewer ask than in the baseline. If that is no holiday: docs/runbooks/ThroughputDrop.md";
      case FAILED, FIRST_WORDS, ANSWER ->
          "docs/runbooks/LatencyP95.md; more nodes: ./sparkle up --nodes N";
      case DEAD -> "./sparkle tasks list --state dead; docs/runbooks/DeadLetters.md";
      case TASKS, TASK_WAIT ->
          "docs/runbooks/QueueBacklog.md; more workers: ./sparkle up --workers N";
      case TOKENS -> "docs/runbooks/CostSpike.md; budgets: docs/safety-quota.md";
      case HEAP -> "docs/runbooks/MemoryLeak.md";
      case CPU -> "docs/runbooks/HighCpuOrMemory.md; ./sparkle tune on a quiet machine";
    };
  }
}
