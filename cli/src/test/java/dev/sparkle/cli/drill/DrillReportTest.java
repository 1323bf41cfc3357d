package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrillReportTest {

  private static final Breach LOST = new Breach(Rule.KEPT, "t-1", "never ended");

  private static DrillReport report(String broken, boolean ok, List<Breach> breaches) {
    return new DrillReport(
        "nodes",
        broken,
        ok,
        List.of(new DrillReport.Expectation("it goes on", true, "0.4 s")),
        Map.of("until it was back", 3.8),
        Map.of("ended", 12L),
        breaches,
        breaches.size(),
        DrillReport.byRule(breaches),
        90);
  }

  private static String text(DrillReport report) {
    StringWriter out = new StringWriter();
    report.print(new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void tellsExpectationsRecoveryAndThatTheRulesHold() {
    String text = text(report(null, true, List.of()));
    assertTrue(text.contains("✓ it goes on"), text);
    assertTrue(text.matches("(?s).*until it was back +3\\.8 s.*"), text);
    assertTrue(text.contains("PASS  all 9 rules hold, 90 s"), text);
  }

  @Test
  void namesTheBrokenRuleAndTheTask() {
    String text = text(report(null, false, List.of(LOST)));
    assertTrue(text.contains("✗ broken: " + Rule.KEPT.words()), text);
    assertTrue(text.contains("t-1 never ended"), text);
    assertTrue(text.contains("FAIL"), text);
  }

  @Test
  void brokenSettingThatWasNotNoticedProvesNothing() {
    assertTrue(text(report("lost-commits", true, List.of(LOST))).contains("PASS"));
    String text = text(report("lost-commits", false, List.of()));
    assertTrue(text.contains("FAIL") && text.contains("it proves nothing"), text);
  }

  @Test
  void drillThatCouldNotBePlayedFails() {
    DrillReport report = DrillReport.notPlayed("disk", null, "it needs root");
    assertFalse(report.ok());
    assertTrue(text(report).contains("it needs root"));
    assertTrue(text(report).contains("it was not played"));
  }

  @Test
  void isReadByPrograms() throws Exception {
    JsonNode json = DrillJson.MAPPER.readTree(DrillJson.text(report(null, false, List.of(LOST))));
    assertEquals(3.8, json.path("recovery").path("until it was back").asDouble());
    assertEquals("KEPT", json.path("breaches").path(0).path("rule").asText());
    assertEquals(1, json.path("breachesByRule").path("KEPT").asInt());
    assertFalse(json.path("ok").asBoolean());
  }
}
