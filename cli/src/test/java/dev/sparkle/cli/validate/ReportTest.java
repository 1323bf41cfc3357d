package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final Plan plan = Plan.shipped();

  @TempDir private Path folder;

  @Test
  void saysOfEveryStepThatHasNoResultThatItDidNotRun() {
    Report report = report(RunState.begun("now", ""));

    assertEquals(plan.steps().size(), report.counts().get(Verdict.NOT_RUN));
    for (Report.Success each : report.success()) {
      assertEquals(Verdict.NOT_RUN, each.verdict());
      assertNull(each.worst());
    }
    assertFalse(MarkdownReport.of(report).contains("- [x]"));
  }

  @Test
  void theTableOfSuccessShowsTheWorstOfAll() {
    Report report =
        report(
            RunState.begun("now", "")
                .with(result("drill-redis", Verdict.PASSED, Criterion.RECOVERY.read("soon", 0.8)))
                .with(result("drill-node", Verdict.MISSED, Criterion.RECOVERY.read("late", 31))));

    Report.Success recovery =
        report.success().stream()
            .filter(each -> each.criterion() == Criterion.RECOVERY)
            .findFirst()
            .orElseThrow();

    assertEquals("late", recovery.worst().name());
    assertEquals(Verdict.MISSED, recovery.verdict());
    assertEquals(2, recovery.steps().size());
  }

  @Test
  void aTickNeedsAllItsStepsAndAPersonsLineIsNeverTicked() {
    Report report =
        report(
            RunState.begun("now", "")
                .with(result("health", Verdict.PASSED, Reading.yes("up", true)))
                .with(result("promises", Verdict.PASSED, Reading.yes("kept", true))));

    String page = MarkdownReport.of(report);

    assertTrue(page.contains("- [x] Health is told to load balancers (health)"), page);
    assertTrue(
        page.contains("- [ ] Budgets hold, also against tricks (promises, quota-bypass (not run))"),
        page);
    assertTrue(page.contains("a person must confirm"), page);
  }

  @Test
  void thePageIsOneFileWithoutOutsideResourcesAndItsTextsAreNoMarkup() {
    StepResult nasty =
        new StepResult(
            "chat",
            Verdict.FAILED,
            "<script>alert(1)</script> & 50%",
            "now",
            3,
            "./sparkle \"x\"",
            List.of(Reading.must("<b>", 1, "%", Bound.atLeast(2))),
            List.of(),
            "abc",
            true);
    Report report =
        report(
            RunState.begun("now", "")
                .with(nasty)
                .with(result("drill-redis", Verdict.PASSED, Criterion.RECOVERY.read("soon", 0.8))));

    String page = HtmlReport.of(report, Plots.of(report, folder));

    assertTrue(page.contains("&lt;script&gt;"), "escaped");
    assertFalse(page.contains("<script"), "no script");
    assertFalse(page.matches("(?s).*(src|href)=.*"), "no resource");
    assertFalse(page.contains("url("), "none in the style");
    assertTrue(page.contains("<svg"), "a plot of recovery");
    assertTrue(page.contains("--quick"), "says that it was shortened");
  }

  @Test
  void theFilesAreWrittenAndTheJsonTellsTheSame() throws Exception {
    Report report =
        report(
            RunState.begun("now", "")
                .with(result("health", Verdict.PASSED, Reading.yes("up", true))));

    new Artefacts(folder, folder.resolve("none.json")).write(report);

    for (String name :
        List.of(
            "report.html",
            "report.md",
            "performance.md",
            "security-audit.md",
            "load-test.md",
            "monitoring.md",
            "go-live-checklist.md")) {
      assertTrue(Files.size(folder.resolve(name)) > 100, name);
    }
    JsonNode told = StateFile.JSON.readTree(folder.resolve("report.json").toFile());
    assertEquals(1, told.at("/counts/PASSED").asInt());
    assertEquals(plan.steps().size(), told.path("steps").size());
  }

  @Test
  void theReportNamesTheCommitsOfItsResults() {
    RunState one = RunState.begun("now", "").with(result("health", Verdict.PASSED));
    assertTrue(MarkdownReport.of(report(one)).contains("- results of commit abc\n"));

    StepResult other =
        new StepResult(
            "chat", Verdict.PASSED, "", "now", 1, "", List.of(), List.of(), "def", false);
    String page = MarkdownReport.of(report(one.with(other)));

    assertTrue(page.contains("- results of commit abc, def\n"), page);
    assertTrue(page.contains("passed, of abc"), page);
    assertTrue(page.contains("passed, of def"), page);
  }

  @Test
  void aShortenedStepHasNoTickAndAForeignCommitIsToldBesideIt() {
    Report report =
        report(
            RunState.begun("now", "")
                .with(result("health", Verdict.PASSED, "abc", true))
                .with(result("audit", Verdict.PASSED, "def", false))
                .with(
                    result(
                        "drill-redis",
                        Verdict.PASSED,
                        "def",
                        true,
                        Criterion.RECOVERY.read("soon", 0.8))));

    String page = MarkdownReport.of(report);

    assertTrue(page.contains("- [ ] Health is told to load balancers (health (shortened))"), page);
    assertTrue(page.contains("- [x] The audit record is whole (audit (of def))"), page);
    assertTrue(page.contains("passed (shortened) | yes | drill-redis (shortened, of def) |"), page);
    String html = HtmlReport.of(report, Map.of());
    assertTrue(html.contains("– shortened</span> Health is told"), html);
    assertTrue(html.contains("drill-redis (shortened, of def)"), html);
  }

  @Test
  void aMissWhoseReasonIsKnownIsAMissWithItsReasonBesideIt() {
    Report report =
        report(
            RunState.begun("now", "")
                .with(
                    result(
                        "drill-node",
                        Verdict.MISSED,
                        Criterion.RECOVERY_ALONE.read("until the server was ready", 41))));

    String page = MarkdownReport.of(report);

    assertTrue(page.contains("41 s, until the server was ready | missed | no |"), page);
    assertTrue(
        page.contains("- recovery of an only server that was killed was missed: the server must"),
        page);
    assertTrue(HtmlReport.of(report, Map.of()).contains("Why: the server must"), "the page too");
  }

  @Test
  void thatAlertsArriveNeedsNoTimeButEachMustCome() {
    Reading late = Criterion.ALERT_TIME.read("DeadLetters", 410);
    RunState rules = RunState.begun("now", "").with(result("alert-rules", Verdict.PASSED));

    assertEquals(
        "alert-rules, drill-alerts (missed alert response alone)",
        tick("Alerts fire", rules.with(result("drill-alerts", Verdict.MISSED, late))).evidence());
    assertTrue(
        tick("Alerts fire", rules.with(result("drill-alerts", Verdict.MISSED, late))).ticked());
    assertFalse(
        tick(
                "Alerts fire",
                rules.with(
                    result(
                        "drill-alerts",
                        Verdict.MISSED,
                        late,
                        Reading.yes("DeadLetters arrives", false))))
            .ticked());
  }

  @Test
  void theLimitIsKnownOnlyIfItWasFound() {
    RunState chat = RunState.begun("now", "").with(result("bench-chat", Verdict.PASSED));

    assertTrue(
        tick("The limit", chat.with(load(Reading.hope("the limit was found", true)))).ticked());
    Checklist.Tick open =
        tick("The limit", chat.with(load(Reading.hope("the limit was found", false))));
    assertFalse(open.ticked());
    assertTrue(open.evidence().endsWith("the limit was found: no, or not told"), open.evidence());
    assertFalse(tick("The limit", chat.with(load())).ticked(), "an older result does not tell");
  }

  private static StepResult load(Reading... readings) {
    return result("bench-load", Verdict.PASSED, readings);
  }

  private Checklist.Tick tick(String words, RunState state) {
    return report(state).checklist().stream()
        .filter(each -> each.line().words().startsWith(words))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBaselineLiesBesideTheReportIfThisValidationTookIt() throws Exception {
    Path baseline = folder.resolve(".sparkle-baseline.json");
    Files.writeString(baseline, "{\"at\":\"noon\",\"window\":\"1h\",\"figures\":{}}");
    Artefacts artefacts = new Artefacts(folder.resolve("out"), baseline);

    artefacts.write(report(RunState.begun("now", "")));
    Path page = folder.resolve("out/monitoring.md");
    assertTrue(Files.readString(page).contains("There is no baseline"));
    assertFalse(Files.exists(folder.resolve("out/baseline.json")));

    artefacts.write(report(RunState.begun("now", "").with(result("baseline", Verdict.PASSED))));
    assertTrue(Files.readString(page).startsWith("# Monitoring baseline\n"));
    assertTrue(
        Files.readString(page).contains("[baseline.json](baseline.json), taken at noon"),
        Files.readString(page));
    assertEquals(Files.readString(baseline), Files.readString(folder.resolve("out/baseline.json")));
  }

  @Test
  void theExitCodeIsThatOfTheWantedSteps() {
    Report report =
        report(
            RunState.begun("now", "")
                .with(result("health", Verdict.PASSED, Reading.yes("up", true)))
                .with(result("chat", Verdict.MISSED, Reading.yes("kind", false)))
                .with(result("people", Verdict.PERSON)));

    assertEquals(0, exit(report, "health", "people"));
    assertEquals(1, exit(report, "health", "chat", "status"));
    assertEquals(9, exit(report, "health", "status"));
  }

  @Test
  void whatIsLeftOutAtAForeignServerIsNoPartOfTheExitCode() {
    Report report =
        report(
            RunState.begun("now", "http://elsewhere")
                .with(result("health", Verdict.PASSED, Reading.yes("up", true))));

    assertTrue(MarkdownReport.of(report).contains("- target: http://elsewhere\n"));
    assertEquals(0, exit(report, "health", "status", "drill-redis"));
    assertEquals(9, exit(report, "health", "chat", "status"));
  }

  private int exit(Report report, String... ids) {
    return ValidateCommand.exitCode(
        report, plan.steps().stream().filter(s -> List.of(ids).contains(s.id())).toList());
  }

  private Report report(RunState state) {
    return new Report(plan.steps(), state, Map.of("machine", "a test"), "abc", "now");
  }

  private static StepResult result(String id, Verdict verdict, Reading... readings) {
    return result(id, verdict, "abc", false, readings);
  }

  private static StepResult result(
      String id, Verdict verdict, String commit, boolean quick, Reading... readings) {
    return new StepResult(
        id, verdict, "", "now", 1, "", List.of(readings), List.of(), commit, quick);
  }
}
