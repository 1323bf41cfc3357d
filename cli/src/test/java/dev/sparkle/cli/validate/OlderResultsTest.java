package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class OlderResultsTest {

  private static final String READY = "until the server was ready";
  private static final String EFFECT = "until the first effect of a task";

  @Test
  void theWholeTimeOfAnOnlyServerIsHeldAndThePartIsTold() {
    StepResult now = OlderResults.asNow(node(19.8, 22.3));

    assertEquals(Verdict.PASSED, now.verdict());
    assertEquals(
        List.of(
            Reading.yes("it is so", true),
            Criterion.RECOVERY_ALONE.read(READY, 19.8),
            Criterion.RECOVERY_ALONE.read(EFFECT, 22.3),
            Reading.wish(EFFECT + ", after the start", 2.5, "s", Bound.atMost(10))),
        now.readings());
    assertSame(now, OlderResults.asNow(now), "it is of now");
  }

  @Test
  void aPartThatHidAMissIsAMiss() {
    StepResult now = OlderResults.asNow(node(105, 107.5));

    assertEquals(Verdict.MISSED, now.verdict());
    assertTrue(now.why().contains(READY + ": 105 s (< 30 s)"), now.why());
  }

  private static StepResult node(double ready, double effect) {
    return result(
        "drill-node",
        Reading.yes("it is so", true),
        Reading.plain(READY, ready, "s"),
        Reading.plain(EFFECT, effect, "s"),
        Criterion.RECOVERY.read(EFFECT + ", after the start", 2.5));
  }

  @Test
  void anAlertWithoutWhatMustLastSaysNothingOfTheCriterion() {
    StepResult now =
        OlderResults.asNow(result("drill-alerts", Criterion.ALERT_TIME.read("DeadLetters", 65)));

    assertEquals(Verdict.PASSED, now.verdict());
    assertEquals("", now.readings().get(0).criterion());
    assertEquals("DeadLetters, beyond what must last", now.readings().get(0).name());
  }

  @Test
  void whatTheReadersTellNowIsLeftAsItIs() throws Exception {
    StepResult alerts =
        result(
            "drill-alerts",
            Readers.alerts(
                    new ObjectMapper()
                        .readTree(
                            """
                            {"shortened":true,"shippedForSeconds":{"A":300,"B":0},"alerts":[
                              {"alert":"A","severity":"warning","forSeconds":10,"fired":75,"resolved":5},
                              {"alert":"B","severity":"warning","forSeconds":0,"fired":75,"resolved":5}]}
                            """),
                    0)
                .toArray(Reading[]::new));
    StepResult redis = result("drill-redis", Criterion.RECOVERY.read("soon", 0.8));

    assertSame(alerts, OlderResults.asNow(alerts));
    assertSame(redis, OlderResults.asNow(redis));
    assertFalse(alerts.readings().isEmpty());
  }

  private static StepResult result(String id, Reading... readings) {
    return new StepResult(
        id, Verdict.PASSED, "", "now", 1, "", List.of(readings), List.of(), "abc", false);
  }
}
