package dev.sparkle.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Figures onto a stretch of the picture.
 *
 * @param from the least figure
 * @param to the greatest; more than the least
 * @param begin where the least lies, in the picture's units
 * @param end where the greatest lies
 */
record Scale(double from, double to, double begin, double end) {

  Scale {
    if (!(to > from)) {
      to = from + 1;
    }
  }

  double at(double value) {
    return begin + (end - begin) * (value - from) / (to - from);
  }

  /** From a scale's figures upwards, round ones, some five of them. */
  List<Double> ticks() {
    double raw = (to - from) / 5;
    double ten = Math.pow(10, Math.floor(Math.log10(raw)));
    double step =
        raw / ten < 1.5 ? ten : raw / ten < 3.5 ? 2 * ten : raw / ten < 7.5 ? 5 * ten : 10 * ten;
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(from / step) * step; tick <= to + step / 1e6; tick += step) {
      ticks.add(Math.abs(tick) < step / 1e6 ? 0.0 : tick);
    }
    return ticks;
  }

  /** A figure in few characters: 1.5k. */
  static String shorten(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      return plain(value / 1e6) + "M";
    }
    return size >= 1e4 ? plain(value / 1e3) + "k" : plain(value);
  }

  private static String plain(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
