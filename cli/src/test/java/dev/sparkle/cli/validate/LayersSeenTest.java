package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.monitoring.Scrape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayersSeenTest {

  private static final List<Reading> TALKED = List.of(Reading.yes("layer 1 refuses", true));

  @Test
  void passesOnlyWhenEachLayerWasSeen() {
    assertEquals(Verdict.PASSED, judge(metrics(0, 0), metrics(4, 4), false).verdict());
    Outcome idle = judge(metrics(0, 2), metrics(4, 2), false);
    assertEquals(Verdict.MISSED, idle.verdict());
    assertEquals("calls seen by the layer monitor: 0 (≥ 1)", idle.why());
  }

  @Test
  void isMissedWhereItsOwnMetricsAreSilent() {
    Outcome outcome = judge(Optional.empty(), Optional.empty(), false);
    assertEquals(Verdict.MISSED, outcome.verdict());
    assertEquals(
        "calls seen by the layer call: nothing (≥ 1); calls seen by the layer monitor: nothing (≥ 1)",
        outcome.why());
  }

  @Test
  void leavesToAPersonWhatAForeignServerDoesNotShow() {
    Outcome outcome = judge(metrics(0, 0), Optional.empty(), true);
    assertEquals(Verdict.PERSON, outcome.verdict());
    assertTrue(outcome.why().startsWith("layers 1, 2 and 4 were seen at work"), outcome.why());
    assertEquals(
        List.of(
            "layer 1 refuses: yes",
            "calls seen by the layer call: nothing",
            "calls seen by the layer monitor: nothing"),
        outcome.readings().stream().map(Reading::sentence).toList());
  }

  @Test
  void isMissedWhenTheConversationIsWhateverIsNotSeen() {
    Outcome outcome =
        new LayersSeen(Optional.empty(), Optional.empty(), true)
            .judge(List.of(Reading.yes("layer 1 refuses", false)), 3);
    assertEquals(Verdict.MISSED, outcome.verdict());
  }

  private static Outcome judge(Optional<Scrape> before, Optional<Scrape> after, boolean foreign) {
    return new LayersSeen(before, after, foreign).judge(TALKED, 3);
  }

  /** Four layers, and the monitor. */
  private static Optional<Scrape> metrics(int four, int monitor) {
    StringBuilder page = new StringBuilder("quota_decisions_total{decision=\"granted\"} " + four);
    for (String layer : List.of("input", "quota", "call", "output")) {
      page.append("\nsafety_layer_duration_seconds_count{layer=\"" + layer + "\"} ").append(four);
    }
    page.append("\nsafety_layer_duration_seconds_count{layer=\"monitor\"} ").append(monitor);
    return Optional.of(Scrape.parse(page.toString()));
  }
}
