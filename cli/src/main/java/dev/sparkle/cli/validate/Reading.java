package dev.sparkle.cli.validate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * A figure that a step measured.
 *
 * @param criterion the name of the {@link Criterion} it speaks for; empty: none
 * @param value not a number, if there is none
 * @param floor the plan's, in words; empty: there is none
 * @param goal ours, in words; empty: there is none
 */
record Reading(
    String criterion,
    String name,
    double value,
    String unit,
    String floor,
    String goal,
    boolean floorKept,
    boolean goalKept) {

  private static final String YES = "yes";

  /** A figure without a target. */
  static Reading plain(String name, double value, String unit) {
    return new Reading("", name, value, unit, "", "", true, true);
  }

  /** A figure that must keep this, or the step is missed. */
  static Reading must(String name, double value, String unit, Bound floor) {
    boolean kept = floor.holds(value);
    return new Reading("", name, value, unit, floor.words(unit), "", kept, kept);
  }

  /** A figure beside a goal of ours; missing it is told and judges nothing. */
  static Reading wish(String name, double value, String unit, Bound goal) {
    return new Reading("", name, value, unit, "", goal.words(unit), true, goal.holds(value));
  }

  /** A figure that must keep its floor, beside a goal of ours that judges nothing. */
  static Reading must(String name, double value, String unit, Bound floor, Bound goal) {
    return new Reading(
        "",
        name,
        value,
        unit,
        floor.words(unit),
        goal.words(unit),
        floor.holds(value),
        goal.holds(value));
  }

  /** Something that we wish were so; that it is not, is told and judges nothing. */
  static Reading hope(String name, boolean so) {
    return new Reading("", name, so ? 1 : 0, "", "", YES, true, so);
  }

  /** Something that must be so. */
  static Reading yes(String name, boolean so) {
    return new Reading("", name, so ? 1 : 0, "", YES, "", so, so);
  }

  /** For people: {@code 6,464 /s}. */
  @JsonIgnore
  String measured() {
    if (Double.isNaN(value)) {
      return "nothing";
    }
    if (floor.equals(YES) || goal.equals(YES)) {
      return value == 1 ? "yes" : "no";
    }
    double size = Math.abs(value);
    String number =
        value == Math.rint(value) || size >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }

  /** For people: what was measured of what, and against what. */
  @JsonIgnore
  String sentence() {
    String against = floor.isEmpty() || floor.equals(YES) ? "" : " (" + floor + ")";
    return name + ": " + measured() + against;
  }
}
