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
  void countsLostTasksBeyondTheBreachesThatAreShown() throws Exception {
    String told =
        """
        {"ok":false,"expected":[],"recovery":{},"counts":{"tasks acknowledged":200},
         "breaches":[{"rule":"ANSWERED"},{"rule":"KEPT"}],"breachCount":52 MORE}
        """;

    List<Reading> byRule =
        Readers.drill(
            JSON.readTree(
                told.replace("MORE", ",\"breachesByRule\":{\"KEPT\":40,\"ANSWERED\":12}")),
            1);
    List<Reading> without = Readers.drill(JSON.readTree(told.replace("MORE", "")), 1);
    List<Reading> none =
        Readers.drill(
            JSON.readTree(told.replace("MORE", ",\"breachesByRule\":{\"ANSWERED\":52}")), 1);

    assertEquals(80, of(byRule, Criterion.PERSISTENCE).value());
    assertEquals(74.5, of(without, Criterion.PERSISTENCE).value(), "the others may all be lost");
    assertEquals(100, of(none, Criterion.PERSISTENCE).value());
  }

  private static final String ALERTS =
      """
      {"shortened":true,"shippedForSeconds":{"RedisDown":30,"DeadLetters":300},"alerts":[
        {"alert":"RedisDown","severity":"critical","forSeconds":10,"fired":75.0,"resolved":5.0},
        {"alert":"DeadLetters","severity":"warning","forSeconds":10,"fired":120.0,"resolved":null}]}
      """;

  @Test
  void holdsTheWholeTimeOfAnAlertAsShippedAgainstThePlan() throws Exception {
    List<Reading> readings = Readers.alerts(JSON.readTree(ALERTS), 1);

    Reading redis = readings.get(1);
    assertEquals(Criterion.ALERT_TIME.name(), redis.criterion());
    assertEquals(95, redis.value());
    assertTrue(redis.floorKept());
    Reading dead = readings.get(5);
    assertEquals(410, dead.value());
    assertFalse(dead.floorKept());
    assertTrue(
        dead.name().contains("measured: 120 s with for of 10 s; as shipped it is 290 s longer"),
        dead.name());
    assertFalse(Criterion.ALERT_TIME.because().isEmpty());
    assertFalse(readings.get(7).floorKept(), "it never ended");
  }

  @Test
  void tellsBesideItWhatAnAlertTakesBeyondWhatMustLast() throws Exception {
    List<Reading> readings = Readers.alerts(JSON.readTree(ALERTS), 1);

    assertEquals(65, readings.get(2).value());
    assertFalse(readings.get(2).goalKept(), "a critical one within a minute");
    assertTrue(readings.get(2).floorKept());
    assertEquals(110, readings.get(6).value());
    assertTrue(readings.get(6).goalKept(), "a warning has five");
  }

  @Test
  void anAlertThatNeverCameIsNoTime() throws Exception {
    List<Reading> readings =
        Readers.alerts(JSON.readTree(ALERTS.replace("\"fired\":75.0", "\"fired\":null")), 1);

    assertFalse(readings.get(0).floorKept());
    assertFalse(readings.get(1).floorKept());
  }

  @Test
  void withoutTheRuleAsShippedTheFigureSaysSo() throws Exception {
    Reading time =
        of(
            Readers.alerts(JSON.readTree(ALERTS.replace("shippedFor", "x")), 1),
            Criterion.ALERT_TIME);

    assertEquals(75, time.value());
    assertEquals("RedisDown, with for of 10 s; as shipped it may be longer", time.name());
  }

  @Test
  void theLayersHaveFloorsAndGoals() throws Exception {
    String told =
        """
        {"chain":[
          {"layers":"none","questions":400,"wayIn":{"p99Ms":5.7},"held":{"p99Ms":"NaN"}},
          {"layers":"all","questions":400,"wayIn":{"p99Ms":WAY},"held":{"p99Ms":HELD}}]}
        """;

    Outcome quiet = chain(told.replace("WAY", "27.9").replace("HELD", "3.1"));
    assertEquals(Verdict.PASSED, quiet.verdict());
    assertTrue(quiet.why().contains("layers all: way in, p99 27.9 ms"), quiet.why());

    assertEquals(
        "layers all: way in, p99: 120 ms (< 100 ms)",
        chain(told.replace("WAY", "120").replace("HELD", "3.1")).why());
    assertEquals(
        Verdict.MISSED, chain(told.replace("WAY", "27.9").replace("HELD", "51")).verdict());
    assertEquals(
        Verdict.MISSED, chain(told.replace("WAY", "27.9").replace("HELD", "\"NaN\"")).verdict());
    assertEquals(
        Verdict.MISSED,
        chain(told.replace("\"all\"", "\"plain\"").replace("WAY", "5").replace("HELD", "3"))
            .verdict());
  }

  private static Outcome chain(String told) throws Exception {
    return Outcome.of(Readers.chain(JSON.readTree(told), 0));
  }

  @Test
  void theTunersAdviceIsNamedAndJudgesNothing() throws Exception {
    List<Reading> readings =
        Readers.tune(
            JSON.readTree(
                """
                {"measured":{"cores":2,"load":3.0,"fsyncP50Ms":0.13},"settings":[
                  {"variable":"SPARKLE_DB_POOL","now":"20","recommended":"32","changes":true},
                  {"variable":"SPARKLE_TASKS_QUEUES","now":"a=1,b=2","recommended":"b=2,a=1",
                   "changes":false}]}
                """),
            0);

    Outcome outcome = Outcome.of(readings);
    assertEquals(Verdict.PASSED, outcome.verdict());
    assertTrue(outcome.why().contains("would change (SPARKLE_DB_POOL) 1"), outcome.why());
    assertTrue(outcome.why().contains("load before it"), outcome.why());
    assertEquals(
        Verdict.MISSED,
        Outcome.of(Readers.tune(JSON.readTree("{\"measured\":{\"cores\":2}}"), 0)).verdict(),
        "nothing was measured");
  }

  @Test
  void thatNoLimitWasFoundIsTold() throws Exception {
    String told = "{\"mostLearners\":400,\"limitFound\":FOUND,\"steps\":[{\"learners\":400}]}";

    Outcome open = Outcome.of(LoadFigures.read(JSON.readTree(told.replace("FOUND", "false")), 0));
    assertEquals(Verdict.PASSED, open.verdict());
    assertEquals("goals of ours missed: the limit was found no", open.why());
    assertEquals(
        "", Outcome.of(LoadFigures.read(JSON.readTree(told.replace("FOUND", "true")), 0)).why());
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
  void theWholeTimeOfAnOnlyServerIsHeldAndWhatComesAfterItsStartIsTold() throws Exception {
    String told =
        """
        {"drill":"node","ok":true,"expected":[{"words":"it is so","ok":true}],
         "recovery":{"until the server was ready":READY,"until the first effect of a task":EFFECT}}
        """;

    Outcome soon = drill(told.replace("READY", "19.8").replace("EFFECT", "22.3"));
    assertEquals(Verdict.PASSED, soon.verdict());
    assertEquals(19.8, of(soon.readings(), Criterion.RECOVERY_ALONE).value());
    assertTrue(
        soon.readings().stream()
            .anyMatch(
                each ->
                    each.name().equals("until the first effect of a task, after the start")
                        && Math.abs(each.value() - 2.5) < 1e-6),
        soon.readings().toString());
    assertTrue(
        soon.readings().stream()
            .noneMatch(each -> each.criterion().equals(Criterion.RECOVERY.name())),
        "it has a line of its own");

    assertEquals(
        "until the server was ready: 41 s (< 30 s); until the first effect of a task: 43.5 s (< 30 s)",
        drill(told.replace("READY", "41").replace("EFFECT", "43.5")).why());
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
