package dev.sparkle.cli.bench.task;

import java.util.Locale;

/**
 * One measured figure.
 *
 * @param goal as text, such as {@code > 9000}; empty: there is none
 * @param ok whether the goal is reached; true without one
 */
public record Figure(String name, double value, String unit, String goal, boolean ok) {

  static Figure over(String name, double value, String unit, double goal) {
    return new Figure(name, round(value), unit, "> " + plain(goal), value > goal);
  }

  static Figure under(String name, double value, String unit, double goal) {
    return new Figure(name, round(value), unit, "<= " + plain(goal), value <= goal);
  }

  static Figure of(String name, double value, String unit) {
    return new Figure(name, round(value), unit, "", true);
  }

  private static double round(double value) {
    return value >= 100 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** The same under its scenario's name, since several have figures of one name. */
  public Figure of(String scenario) {
    return new Figure(scenario + ": " + name, value, unit, goal, ok);
  }

  /** As a row of a table. */
  public String row() {
    return String.format(
        Locale.ROOT,
        "%-46s %12s %-4s %-9s %s",
        name,
        value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value),
        unit,
        goal,
        goal.isEmpty() ? "" : ok ? "ok" : "missed");
  }
}
