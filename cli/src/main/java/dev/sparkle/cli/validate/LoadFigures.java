package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.Bound.atLeast;
import static dev.sparkle.cli.validate.Bound.atMost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code bench load} measured. */
final class LoadFigures {

  /** Whether there was a step with more learners than it bears; else the limit lies beyond. */
  static final String LIMIT_FOUND = "the limit was found";

  /** Resident memory, heap, threads, handles, dead rows. */
  private static final int KINDS = 5;

  private LoadFigures() {}

  static List<Reading> read(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    if (told.path("steps").size() > 0) {
      readings.add(
          Reading.must(
              "learners within the limit", told.path("mostLearners").asDouble(0), "", atLeast(1)));
    }
    if (told.path("limitFound").isBoolean()) {
      readings.add(Reading.hope(LIMIT_FOUND, told.path("limitFound").asBoolean()));
    }
    for (JsonNode step : told.path("steps")) {
      String learners = step.path("learners").asInt() + " learners: ";
      readings.add(
          Reading.plain(
              learners + "first words, p95", Readers.number(step.at("/first/p95Ms")), "ms"));
      readings.add(
          Reading.plain(learners + "errors", Readers.number(step.path("errorPercent")), "%"));
    }
    JsonNode soak = told.path("soak");
    if (!soak.isMissingNode() && !soak.isNull()) {
      readings.add(
          Reading.must(
              "questions of the soak", Readers.number(soak.path("questions")), "", atLeast(1)));
      readings.add(
          Reading.must("kinds that were judged", soak.path("verdicts").size(), "", atLeast(KINDS)));
      for (JsonNode each : soak.path("verdicts")) {
        readings.add(Reading.yes(each.path("words").asText(), each.path("flat").asBoolean()));
      }
      readings.add(
          Reading.must(
              "errors of the soak", Readers.number(soak.path("errorPercent")), "%", atMost(1)));
    }
    return readings;
  }
}
