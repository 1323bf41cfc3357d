package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code bench tasks} measured, held against the plan's criteria. */
final class TaskFigures {

  private TaskFigures() {}

  static List<Reading> read(JsonNode told) {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : told.path("scenarios")) {
      readings.add(
          reading(
              each.path("name").asText(),
              Readers.number(each.path("value")),
              each.path("unit").asText(),
              each.path("goal").asText(),
              each.path("ok").asBoolean()));
    }
    return readings;
  }

  /** The bench's own goal stays beside the figure; the plan's floor comes from the criterion. */
  private static Reading reading(String name, double value, String unit, String goal, boolean ok) {
    Criterion criterion = criterion(name.toLowerCase(Locale.ROOT));
    if (criterion == null) {
      return new Reading("", name, value, unit, "", goal, true, ok);
    }
    // what a program gives back is no growth
    double judged = criterion == Criterion.MEMORY ? Math.max(0, value) : value;
    Reading read = criterion.read(name, judged);
    return new Reading(
        read.criterion(),
        name,
        value,
        unit,
        read.floor(),
        goal.isEmpty() ? "" : goal + " " + unit,
        read.floorKept(),
        ok);
  }

  private static Criterion criterion(String name) {
    if (name.contains("no-ops") && !name.contains("slower")) {
      return Criterion.THROUGHPUT;
    }
    if (name.endsWith("one by one, p95")
        || name.endsWith("jvm, p95")
        || name.endsWith("process, p95")) {
      return Criterion.P95;
    }
    if (name.endsWith(", 1,000 tasks")) {
      return Criterion.MEMORY;
    }
    if (name.endsWith(": taskmanager") || name.endsWith(": taskqueue")) {
      return Criterion.OVERHEAD;
    }
    if (name.contains(": succeeded")) {
      return Criterion.TASK_SUCCESS;
    }
    return name.endsWith(": what ran is back after") ? Criterion.RECOVERY : null;
  }
}
