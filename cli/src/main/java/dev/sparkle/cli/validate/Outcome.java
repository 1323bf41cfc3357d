package dev.sparkle.cli.validate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a step found.
 *
 * @param why in a sentence without a full stop; never empty but for what passed
 */
record Outcome(Verdict verdict, String why, List<Reading> readings) {

  Outcome {
    readings = List.copyOf(readings);
  }

  static Outcome notRun(String why) {
    return new Outcome(Verdict.NOT_RUN, why, List.of());
  }

  static Outcome failed(String why) {
    return new Outcome(Verdict.FAILED, why, List.of());
  }

  static Outcome person(String what) {
    return new Outcome(Verdict.PERSON, what, List.of());
  }

  /**
   * Judged by its figures: it is missed if one does not keep its floor; none at all proves nothing.
   */
  static Outcome of(List<Reading> readings) {
    if (readings.isEmpty()) {
      return failed("it told no figure");
    }
    String missed = names(readings.stream().filter(each -> !each.floorKept()).toList());
    if (!missed.isEmpty()) {
      return new Outcome(Verdict.MISSED, missed, readings);
    }
    String goals = names(readings.stream().filter(each -> !each.goalKept()).toList());
    return new Outcome(
        Verdict.PASSED, goals.isEmpty() ? "" : "goals of ours missed: " + goals, readings);
  }

  private static String names(List<Reading> readings) {
    return readings.stream()
        .map(each -> each.floorKept() ? each.name() + " " + each.measured() : each.sentence())
        .collect(Collectors.joining("; "));
  }

  /** The same, but missed for a further reason. */
  Outcome missed(String reason) {
    return new Outcome(
        verdict == Verdict.FAILED ? verdict : Verdict.MISSED,
        verdict.isBad() && !why.isEmpty() ? reason + "; " + why : reason,
        readings);
  }
}
