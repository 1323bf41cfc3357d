package dev.sparkle.cli.check;

import java.util.Locale;

/** A figure in words. */
final class Figure {

  private Figure() {}

  static String words(double value, String unit) {
    String number =
        value == Math.rint(value) || Math.abs(value) >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
