package dev.sparkle.cli.backup;

import java.util.Locale;

/** Bytes as a person reads them. */
final class Sizes {

  private Sizes() {}

  /** 812 B, 4.2 kB, 31.0 MB, 1.4 GB. */
  static String of(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
