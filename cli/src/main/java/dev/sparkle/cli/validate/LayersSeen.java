package dev.sparkle.cli.validate;

import dev.sparkle.cli.monitoring.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the five layers a conversation was seen to go through. What 1, 2 and 4 do, a learner
 * sees; of 3 and 5 only the metrics tell. A public address rightly does not show them: of a foreign
 * server the rest is then a person's to look at. Of one's own it is missing.
 *
 * @param before the metrics before the conversation; empty: they are not shown here
 * @param after and behind it
 * @param foreign whether it is somebody else's server
 */
record LayersSeen(Optional<Scrape> before, Optional<Scrape> after, boolean foreign) {

  private static final String CALLS = "safety_layer_duration_seconds_count";

  /** The judgement of the conversation's own readings and of what the metrics tell. */
  Outcome judge(List<Reading> conversation, int questions) {
    List<Reading> readings = new ArrayList<>(conversation);
    if (before.isPresent() && after.isPresent()) {
      for (String layer : List.of("input", "quota", "call", "output", "monitor")) {
        readings.add(calls(layer, risen(CALLS, "layer=\"" + layer + "\"")));
      }
      double granted = risen("quota_decisions_total", "decision=\"granted\"");
      readings.add(Reading.must("budgets granted", granted, "", Bound.atLeast(questions)));
      return Outcome.of(readings);
    }
    for (String layer : List.of("call", "monitor")) {
      readings.add(
          foreign
              ? Reading.plain("calls seen by the layer " + layer, Double.NaN, "")
              : calls(layer, Double.NaN));
    }
    Outcome outcome = Outcome.of(readings);
    return outcome.verdict() == Verdict.PASSED
        ? new Outcome(
            Verdict.PERSON,
            "layers 1, 2 and 4 were seen at work; of 3, the call, and 5, the monitor, only /metrics"
                + " tells, which does not answer here: look at it on the server",
            readings)
        : outcome;
  }

  private static Reading calls(String layer, double risen) {
    return Reading.must("calls seen by the layer " + layer, risen, "", Bound.atLeast(1));
  }

  private double risen(String name, String label) {
    return after.orElseThrow().sum(name, label) - before.orElseThrow().sum(name, label);
  }
}
