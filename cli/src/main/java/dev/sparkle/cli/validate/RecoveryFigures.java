package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a drill tells of coming back. Only a part that was taken away recovers; how long work takes
 * that was planned (a deployment, a restore) is told, and held against nothing here.
 */
final class RecoveryFigures {

  private static final Set<String> TAKING_AWAY =
      Set.of("redis", "nodes", "postgres", "sentinel", "failover", "pool", "disk");

  /** Of the only server there is: it must first be started, which is Liberty's time. */
  private static final String ALONE = "node";

  private static final String STARTED = "until the server was ready";

  /** Ours, for what is left without the start. */
  static final Bound GOAL = Bound.atMost(10);

  private RecoveryFigures() {}

  static List<Reading> read(JsonNode told) {
    String drill = told.path("drill").asText();
    JsonNode recovery = told.path("recovery");
    List<Reading> readings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> back : recovery.properties()) {
      readings.add(reading(drill, back.getKey(), Readers.number(back.getValue())));
    }
    if (drill.equals(ALONE)) {
      readings.addAll(afterTheStart(recovery));
    }
    return readings;
  }

  private static Reading reading(String drill, String what, double seconds) {
    if (drill.equals(ALONE)) {
      return Criterion.RECOVERY_ALONE.read(what, seconds);
    }
    return TAKING_AWAY.contains(drill)
        ? Criterion.RECOVERY.read(what, seconds)
        : Reading.plain(what, seconds, "s");
  }

  /** What is left without the start; it is told beside the whole times, which are judged. */
  private static List<Reading> afterTheStart(JsonNode recovery) {
    double started = Readers.number(recovery.path(STARTED));
    List<Reading> readings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> back : recovery.properties()) {
      if (!back.getKey().equals(STARTED)) {
        double after = Math.max(0, Readers.number(back.getValue()) - started);
        readings.add(Reading.wish(back.getKey() + ", after the start", after, "s", GOAL));
      }
    }
    return readings;
  }
}
