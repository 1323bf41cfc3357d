package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.Bound.atLeast;
import static dev.sparkle.cli.validate.Bound.atMost;
import static dev.sparkle.cli.validate.Bound.under;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code bench chain} measured of the layers, at p99. The floors are those of docs/safety.md;
 * a node without layers is measured for comparison, and held against nothing.
 */
final class ChainFigures {

  private static final String NONE = "none";
  private static final String ALL = "all";

  private static final Bound WAY_IN = under(100);
  private static final Bound WAY_IN_GOAL = atMost(3);
  private static final Bound HELD = atMost(50);

  private ChainFigures() {}

  static List<Reading> read(JsonNode told) {
    List<Reading> readings = new ArrayList<>();
    boolean all = false;
    for (JsonNode each : told.path("chain")) {
      String state = each.path("layers").asText();
      String layers = "layers " + state + ": ";
      double wayIn = Readers.number(each.at("/wayIn/p99Ms"));
      readings.add(
          Reading.must(
              layers + "questions", Readers.number(each.path("questions")), "", atLeast(1)));
      if (state.equals(NONE)) {
        readings.add(Reading.plain(layers + "way in, p99", wayIn, "ms"));
      } else {
        readings.add(Reading.must(layers + "way in, p99", wayIn, "ms", WAY_IN, WAY_IN_GOAL));
        readings.add(
            Reading.must(
                layers + "words held, p99", Readers.number(each.at("/held/p99Ms")), "ms", HELD));
      }
      all |= state.equals(ALL);
    }
    if (!readings.isEmpty()) {
      readings.add(Reading.yes("all layers were measured", all));
    }
    return readings;
  }
}
