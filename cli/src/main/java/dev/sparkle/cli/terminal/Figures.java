package dev.sparkle.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Figures as a person reads them, with their unit. */
public final class Figures {

  private Figures() {}

  /** How long something took: 0.4 s, 41.2 s, 2 min 5 s. */
  public static String took(Duration time) {
    return time.toSeconds() < 100
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  /** How long something lasts already: 38 s, 8 min, 3 h, 12 days. */
  public static String lasts(Duration time) {
    if (time.toSeconds() < 60) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    if (time.toMinutes() < 60) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
  }

  /** The time of an answer: 0.4 ms. */
  public static String answered(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  public static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
