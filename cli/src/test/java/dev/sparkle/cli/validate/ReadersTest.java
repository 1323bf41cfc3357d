package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void countsALostTaskAgainstPersistence() throws Exception {
    List<Reading> readings =
        Readers.drill(
            JSON.readTree(
                """
                {"ok":false,"expected":[],"recovery":{},"counts":{"tasks acknowledged":200},
                 "breaches":[{"rule":"KEPT"},{"rule":"ANSWERED"}],"breachCount":2}
                """),
            1);

    Reading kept = of(readings, Criterion.PERSISTENCE);
    assertEquals(99.5, kept.value());
    assertFalse(kept.floorKept());
  }

  @Test
  void takesWhatMustLastFromTheTimeOfAnAlert() throws Exception {
    List<Reading> readings =
        Readers.alerts(
            JSON.readTree(
                """
                {"alerts":[
                  {"alert":"RedisDown","severity":"critical","forSeconds":10,"fired":75.0,"resolved":5.0},
                  {"alert":"DeadLetters","severity":"warning","forSeconds":10,"fired":120.0,"resolved":null}]}
                """),
            1);

    assertEquals(65, readings.get(0).value());
    assertTrue(readings.get(0).floorKept());
    assertFalse(readings.get(0).goalKept(), "a critical one within a minute");
    assertTrue(readings.get(2).goalKept(), "a warning has five");
    assertFalse(readings.get(3).floorKept(), "it never ended");
  }

  @Test
  void holdsTheQueuesFiguresAgainstTheFloorsAndKeepsTheGoalsOfTheBench() throws Exception {
    List<Reading> readings =
        Readers.tasks(
            JSON.readTree(
                """
                {"scenarios":[
                  {"name":"1. fast tasks: 1,000 no-ops, 10 callers, one a call","value":6464,"unit":"/s","goal":"> 9000","ok":false},
                  {"name":"5. memory: RSS, 1,000 tasks","value":-7.9,"unit":"MiB","goal":"<= 1","ok":true},
                  {"name":"5. memory: RSS, next 10,000","value":3,"unit":"MiB","goal":"<= 2","ok":false},
                  {"name":"10. a million: 20,000 no-ops, slower by","value":12,"unit":"%","goal":"<= 20","ok":true},
                  {"name":"8. tracking: TaskQueue","value":30,"unit":"%","goal":"<= 5","ok":false}]}
                """),
            1);

    Reading fast = of(readings, Criterion.THROUGHPUT);
    assertTrue(fast.floorKept());
    assertFalse(fast.goalKept());
    assertTrue(of(readings, Criterion.MEMORY).floorKept());
    assertFalse(of(readings, Criterion.OVERHEAD).floorKept());
    assertEquals(3, readings.stream().filter(each -> !each.criterion().isEmpty()).count());
  }

  @Test
  void readsTheStateOfAnInstallation() throws Exception {
    List<Reading> readings =
        Readers.status(
            JSON.readTree(
                """
                {"state":"degraded","nodes":[{"state":"ready"},{"state":"dead"}],
                 "supervisor":{"state":"up"},"postgresql":{"state":"up","version":"15.18"},
                 "redis":{"state":"down"},"migrations":{"applied":16,"pending":0}}
                """),
            1);

    List<String> missed =
        readings.stream().filter(each -> !each.floorKept()).map(Reading::name).toList();
    assertEquals(List.of("all is well", "nodes ready", "Redis"), missed);
  }

  @Test
  void namesWhatIsUnsafeInProductionAndNoValueOfIt() throws Exception {
    List<Reading> readings =
        Readers.configuration(
            JSON.readTree(
                """
                {"profile":"production","problems":[],"unknown":["SPARKLE_LEVITATE"],
                 "items":[{"name":"db.password","value":"******"}],
                 "warnings":[{"setting":"operator.key","sentence":"it is the one that everybody knows"},
                             {"setting":"http.tls","sentence":"words go over the wire in clear"}],
                 "exitCode":11}
                """),
            11);

    Outcome outcome = Outcome.of(readings);
    assertEquals(Verdict.MISSED, outcome.verdict());
    assertEquals(
        "unsafe in production (operator.key, http.tls): 2 (≤ 0);"
            + " variables that are no setting (SPARKLE_LEVITATE): 1 (≤ 0)",
        outcome.why());
  }

  @Test
  void aConfigurationThatWasNotHeldAgainstProductionIsNotSafe() throws Exception {
    String told =
        "{\"profile\":\"PROFILE\",\"problems\":[],\"warnings\":[],\"unknown\":[],\"exitCode\":0}";

    assertEquals(
        Verdict.MISSED,
        Outcome.of(Readers.configuration(JSON.readTree(told.replace("PROFILE", "development")), 0))
            .verdict());
    assertEquals(
        Verdict.PASSED,
        Outcome.of(Readers.configuration(JSON.readTree(told.replace("PROFILE", "production")), 0))
            .verdict());
  }

  @Test
  void anAbsentFieldIsNoFigure() throws Exception {
    assertTrue(Readers.status(JSON.readTree("{}"), 0).isEmpty());
    assertTrue(Readers.attack(JSON.readTree("{}"), 0).isEmpty());
    assertTrue(Readers.panels(JSON.readTree("{}"), 0).isEmpty());
    assertTrue(Readers.configuration(JSON.readTree("{}"), 0).isEmpty());
    assertTrue(Readers.audit(JSON.readTree("{}"), 0).isEmpty());
  }

  @Test
  void countsTestsOfReports() {
    TestsWork.Counts counts =
        TestsWork.Counts.of(
            List.of(
                "<testsuite name=\"A\" time=\"1\" tests=\"12\" errors=\"1\" skipped=\"2\" failures=\"3\">",
                "<testsuite name=\"B\" time=\"1\" tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\">",
                "no report"));

    assertEquals(new TestsWork.Counts(17, 4, 2), counts);
  }

  @Test
  void testsThatWereAllSkippedProveNothing() {
    assertEquals(Verdict.MISSED, Outcome.of(new TestsWork.Counts(12, 0, 12).readings()).verdict());

    Outcome some = Outcome.of(new TestsWork.Counts(12, 0, 2).readings());
    assertEquals(Verdict.PASSED, some.verdict());
    assertEquals(10, some.readings().get(0).value());
  }

  @Test
  void aSoakNeedsQuestionsAndAVerdictOfEachKind() throws Exception {
    String verdict = "{\"words\":\"it stays\",\"flat\":true}";
    String five = String.join(",", List.of(verdict, verdict, verdict, verdict, verdict));

    assertEquals(Verdict.PASSED, soak(100, five).verdict());
    assertEquals("questions of the soak: 0 (≥ 1)", soak(0, five).why());
    assertEquals("kinds that were judged: 1 (≥ 5)", soak(100, verdict).why());
  }

  private static Outcome soak(long questions, String verdicts) throws Exception {
    return Outcome.of(
        LoadFigures.read(
            JSON.readTree(
                "{\"steps\":[],\"soak\":{\"questions\":%d,\"errorPercent\":0,\"verdicts\":[%s]}}"
                    .formatted(questions, verdicts)),
            0));
  }

  @Test
  void onlyWhatWasTakenAwayRecovers() throws Exception {
    String told =
        """
        {"drill":"NAME","ok":true,"expected":[{"words":"it is so","ok":true}],
         "recovery":{"the deployment took":95.5}}
        """;

    assertEquals(Verdict.PASSED, drill(told.replace("NAME", "deploy")).verdict());
    assertEquals(Verdict.PASSED, drill(told.replace("NAME", "restore")).verdict());
    for (String taken :
        List.of("redis", "nodes", "postgres", "sentinel", "failover", "pool", "disk")) {
      assertEquals(Verdict.MISSED, drill(told.replace("NAME", taken)).verdict(), taken);
    }
  }

  @Test
  void theStartOfASingleServerIsToldAndWhatComesAfterItIsHeld() throws Exception {
    String told =
        """
        {"drill":"node","ok":true,"expected":[{"words":"it is so","ok":true}],
         "recovery":{"until the server was ready":41.0,"until the first effect of a task":EFFECT}}
        """;

    Outcome soon = drill(told.replace("EFFECT", "43.5"));
    assertEquals(Verdict.PASSED, soon.verdict());
    assertEquals(2.5, of(soon.readings(), Criterion.RECOVERY).value());
    assertTrue(
        soon.readings().contains(Reading.plain("until the server was ready", 41.0, "s")),
        soon.readings().toString());

    assertEquals(
        "until the first effect of a task, after the start: 31.5 s (< 30 s)",
        drill(told.replace("EFFECT", "72.5")).why());
    assertEquals(
        Verdict.MISSED,
        drill(told.replace("\"until the server was ready\":41.0,", "").replace("EFFECT", "43.5"))
            .verdict(),
        "without the start nothing is known of what came after it");
  }

  private static Outcome drill(String told) throws Exception {
    return Outcome.of(Readers.drill(JSON.readTree(told), 0));
  }

  private static Reading of(List<Reading> readings, Criterion criterion) {
    return readings.stream()
        .filter(each -> each.criterion().equals(criterion.name()))
        .findFirst()
        .orElseThrow();
  }
}
