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

    new Artefacts(folder).write(report);

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

    assertEquals(0, exit(report, "health", "status", "drill-redis"));
    assertEquals(9, exit(report, "health", "chat", "status"));
  }

  private int exit(Report report, String... ids) {
    return ValidateCommand.exitCode(
        report, plan.steps().stream().filter(s -> List.of(ids).contains(s.id())).toList());
  }

  private Report report(RunState state) {
    return new Report(plan.steps(), state, Map.of("machine", "a test"), "now");
  }

  private static StepResult result(String id, Verdict verdict, Reading... readings) {
    return new StepResult(
        id, verdict, "", "now", 1, "", List.of(readings), List.of(), "abc", false);
  }
}
