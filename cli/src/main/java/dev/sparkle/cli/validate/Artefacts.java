package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what a validation leaves behind: the report in three forms, and its parts by subject. */
final class Artefacts {

  /** A part of the report as a file of its own. */
  private record Part(String file, String title, Set<String> steps, Set<Criterion> criteria) {}

  private static final String MONITORING = "monitoring.md";
  private static final String BASELINE = "baseline.json";

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "performance.md",
              "Performance report",
              Set.of("bench-tasks", "bench-chain", "bench-chat", "tune"),
              Set.of(
                  Criterion.THROUGHPUT,
                  Criterion.P95,
                  Criterion.MEMORY,
                  Criterion.OVERHEAD,
                  Criterion.TASK_SUCCESS)),
          new Part(
              "security-audit.md",
              "Security audit report",
              Set.of(
                  "safety-input",
                  "safety-output",
                  "promises",
                  "quota-bypass",
                  "chat",
                  "attack",
                  "audit",
                  "config",
                  "harden",
                  "secrets"),
              Set.of(
                  Criterion.INJECTION_DETECTION,
                  Criterion.ATTACK_SUCCESS,
                  Criterion.QUOTA,
                  Criterion.OUTPUT_VALIDATION)),
          new Part(
              "load-test.md",
              "Load test results",
              Set.of("bench-load", "soak", "bench-chat", "hour4", "drill-deploy"),
              Set.of()),
          new Part(
              MONITORING,
              "Monitoring baseline",
              Set.of(
                  "monitoring-up",
                  "dashboards",
                  "alert-rules",
                  "drill-alerts",
                  "drill-traces",
                  "baseline"),
              Set.of(
                  Criterion.METRIC_COVERAGE,
                  Criterion.ALERT_TIME,
                  Criterion.LOG_COMPLETENESS,
                  Criterion.TRACE_PROPAGATION)));

  private final Path folder;
  private final Path baseline;

  /**
   * @param baseline where {@code check baseline} keeps it; it need not be there
   */
  Artefacts(Path folder, Path baseline) {
    this.folder = folder;
    this.baseline = baseline;
  }

  /** The page for people. */
  Path page() {
    return folder.resolve("report.html");
  }

  /** Writes them all; each replaces the one before in one step. */
  void write(Report report) {
    Map<String, String> plots = Plots.of(report, folder);
    write("report.html", HtmlReport.of(report, plots));
    write("report.md", MarkdownReport.of(report));
    StateFile.replace(folder.resolve("report.json"), report.json());
    for (Part part : PARTS) {
      String text = text(part, report);
      write(part.file(), part.file().equals(MONITORING) ? text + kept(report) : text);
    }
    StringBuilder checklist = new StringBuilder("# Go-live checklist\n\n");
    MarkdownReport.head(checklist, report);
    MarkdownReport.checklist(checklist, report);
    write("go-live-checklist.md", checklist.toString());
  }

  /** Lays the baseline beside the report, and tells where; only if this validation took one. */
  private String kept(Report report) {
    StepResult step = report.state().results().get("baseline");
    if (step == null || step.verdict() != Verdict.PASSED || !Files.exists(baseline)) {
      return "\nThere is no baseline: the step `baseline` took none.\n";
    }
    try {
      JsonNode told = StateFile.JSON.readTree(baseline.toFile());
      write(BASELINE, Files.readString(baseline, StandardCharsets.UTF_8));
      return ("\nThe baseline is [%s](%s), taken at %s over the %s before it; `./sparkle check daily`"
              + " compares with `.sparkle/%s`.\n")
          .formatted(
              BASELINE,
              BASELINE,
              told.path("at").asText("?"),
              told.path("window").asText("?"),
              BASELINE);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + baseline, e);
    }
  }

  private static String text(Part part, Report report) {
    StringBuilder page = new StringBuilder("# " + part.title() + "\n\n");
    MarkdownReport.head(page, report);
    page.append('\n');
    for (Report.Success each : report.success()) {
      if (part.criteria().contains(each.criterion())) {
        page.append("- ").append(each.criterion().words()).append(": **");
        page.append(MarkdownReport.verdict(each)).append("**");
        page.append(each.worst() == null ? "" : ", " + each.worst().sentence());
        page.append(each.because().isEmpty() ? "" : ": " + each.because()).append('\n');
      }
    }
    page.append('\n');
    MarkdownReport.steps(
        page,
        report,
        report.rows().stream().filter(r -> part.steps().contains(r.step().id())).toList());
    for (Report.Row row : report.rows()) {
      if (part.steps().contains(row.step().id()) && !row.result().readings().isEmpty()) {
        page.append("\n## ").append(row.step().title()).append("\n\n");
        page.append("`").append(row.result().command()).append("`\n\n");
        row.result()
            .readings()
            .forEach(each -> page.append("- ").append(each.sentence()).append('\n'));
      }
    }
    return page.toString();
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".new", ".part");
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(
          fresh,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + folder.resolve(name), e);
    }
  }
}
