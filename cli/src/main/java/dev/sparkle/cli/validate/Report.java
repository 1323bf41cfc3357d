package dev.sparkle.cli.validate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a validation found, in the order in which it is told. What did not run, is told as such.
 *
 * @param about the machine and the versions, by name
 * @param commit what is checked out
 * @param at ISO 8601, when the report was made
 */
record Report(
    List<Step> plan, RunState state, Map<String, String> about, String commit, String at) {

  /** A step and what became of it. */
  record Row(Step step, StepResult result) {}

  /**
   * A line of the table of success.
   *
   * @param worst the figure that is farthest from the goal; null: none was measured
   * @param steps that measured it
   * @param shortened whether one of them was
   */
  record Success(
      Criterion criterion, Reading worst, Verdict verdict, Set<String> steps, boolean shortened) {

    /** Whether every figure kept our own goal; null: none was measured. */
    Boolean goal() {
      return worst == null ? null : worst.goalKept();
    }

    /** What stands beside a miss, where its reason is known; else empty. */
    String because() {
      return verdict == Verdict.MISSED ? criterion.because() : "";
    }
  }

  /** All steps; those without a result as not run. */
  List<Row> rows() {
    return plan.stream().map(step -> new Row(step, result(step))).toList();
  }

  private StepResult result(Step step) {
    StepResult found = state.results().get(step.id());
    if (found != null) {
      return found;
    }
    String why =
        !state.target().isEmpty() && step.place() != Step.Place.SERVER
            ? "left out: it " + step.place().words() + ", not a foreign server"
            : "it was not asked for yet";
    return new StepResult(
        step.id(), Verdict.NOT_RUN, why, "", 0, "", List.of(), List.of(), "", false);
  }

  /** The table of success. */
  List<Success> success() {
    List<Success> table = new ArrayList<>();
    for (Criterion criterion : Criterion.values()) {
      Reading worst = null;
      boolean floor = true;
      boolean goal = true;
      boolean shortened = false;
      Set<String> steps = new TreeSet<>();
      for (Row row : rows()) {
        for (Reading reading : row.result().readings()) {
          if (reading.criterion().equals(criterion.name())) {
            worst = worst == null ? reading : criterion.worse(worst, reading);
            floor &= reading.floorKept();
            goal &= reading.goalKept();
            shortened |= row.result().quick();
            steps.add(row.step().id());
          }
        }
      }
      Verdict verdict = worst == null ? Verdict.NOT_RUN : floor ? Verdict.PASSED : Verdict.MISSED;
      table.add(
          new Success(
              criterion, worst == null ? null : withGoal(worst, goal), verdict, steps, shortened));
    }
    return table;
  }

  private static Reading withGoal(Reading of, boolean goal) {
    return new Reading(
        of.criterion(),
        of.name(),
        of.value(),
        of.unit(),
        of.floor(),
        of.goal(),
        of.floorKept(),
        goal);
  }

  List<Checklist.Tick> checklist() {
    return Checklist.ticks(state.results(), commit);
  }

  /** The steps that measured a criterion, each with what keeps it from being a full one of now. */
  String by(Success success) {
    return success.steps().stream().map(this::marked).collect(Collectors.joining(", "));
  }

  private String marked(String step) {
    List<String> marks = state.results().get(step).marks(commit);
    return step + (marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")");
  }

  /** How many steps there are of each verdict. */
  Map<Verdict, Integer> counts() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
    rows().forEach(row -> counts.merge(row.result().verdict(), 1, Integer::sum));
    return counts;
  }

  /** Whether a step was shortened. */
  boolean isShortened() {
    return state.results().values().stream().anyMatch(StepResult::quick);
  }

  /** Checkouts that results are of. */
  Set<String> commits() {
    Set<String> commits = new TreeSet<>();
    state.results().values().stream()
        .map(StepResult::commit)
        .filter(each -> !each.isEmpty())
        .forEach(commits::add);
    return commits;
  }

  /** Seconds that all steps took. */
  double seconds() {
    return state.results().values().stream().mapToDouble(StepResult::seconds).sum();
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", at);
    all.put("began", state.began());
    all.put("target", state.target());
    all.put("about", about);
    all.put("shortened", isShortened());
    all.put("commit", commit);
    all.put("commits", commits());
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts().forEach((verdict, count) -> counts.put(verdict.name(), count));
    all.put("counts", counts);
    List<Map<String, Object>> success = new ArrayList<>();
    for (Success each : success()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("criterion", each.criterion().name());
      line.put("words", each.criterion().words());
      line.put("floor", each.criterion().floor());
      line.put("goal", each.criterion().goal());
      line.put("measured", each.worst() == null ? null : each.worst().measured());
      line.put("verdict", each.verdict());
      line.put("goalKept", each.goal());
      line.put("because", each.because());
      line.put("steps", each.steps());
      line.put("shortened", each.shortened());
      success.add(line);
    }
    all.put("success", success);
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Row row : rows()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", row.step().id());
      line.put("day", row.step().day());
      line.put("title", row.step().title());
      line.put("proves", row.step().proves());
      line.put("place", row.step().place());
      line.put("result", row.result());
      steps.add(line);
    }
    all.put("steps", steps);
    all.put("checklist", checklist());
    return all;
  }
}
