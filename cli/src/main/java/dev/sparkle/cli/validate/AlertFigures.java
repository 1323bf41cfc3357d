package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code drill alerts} tells. The plan's five minutes are held against the whole time from the
 * cause to the receiver with the rule as shipped: where the drill shortened what must last ({@code
 * for}), the time by which it is longer as shipped is added, and the figure says so.
 */
final class AlertFigures {

  private static final Bound CRITICAL = Bound.under(60);
  static final Bound ALL = Bound.under(300);

  private AlertFigures() {}

  static List<Reading> read(JsonNode told) {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : told.path("alerts")) {
      String name = each.path("alert").asText();
      double fired = Readers.number(each.path("fired"));
      double lasted = each.path("forSeconds").asDouble();
      boolean critical = each.path("severity").asText().equals("critical");
      readings.add(Reading.yes(name + " arrives", !Double.isNaN(fired)));
      readings.add(whole(name, fired, lasted, told));
      readings.add(Reading.wish(beyond(name), fired - lasted, "s", critical ? CRITICAL : ALL));
      readings.add(
          Reading.yes(name + " ends when its cause does", each.path("resolved").isNumber()));
    }
    return readings;
  }

  /** Whether a kept figure of the criterion is a whole time, as it has been since it says how. */
  static boolean isWhole(Reading figure) {
    return figure.name().contains(" for of ");
  }

  static String beyond(String alert) {
    return alert + ", beyond what must last";
  }

  private static Reading whole(String name, double fired, double lasted, JsonNode told) {
    JsonNode shipped = told.path("shippedForSeconds").path(name);
    double longer = shipped.isNumber() ? Math.max(0, shipped.asDouble() - lasted) : 0;
    String how = name + ", with for of " + (long) lasted + " s";
    if (longer > 0) {
      how =
          String.format(
              Locale.ROOT,
              "%s as shipped (measured: %.0f s with for of %.0f s; as shipped it is %.0f s longer)",
              name,
              fired,
              lasted,
              longer);
    } else if (!shipped.isNumber() && told.path("shortened").asBoolean()) {
      how += "; as shipped it may be longer";
    }
    return Criterion.ALERT_TIME.read(how, fired + longer);
  }
}
