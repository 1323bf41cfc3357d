package dev.sparkle.cli.validate;

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
              "monitoring.md",
              "Monitoring",
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

  Artefacts(Path folder) {
    this.folder = folder;
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
      write(part.file(), text(part, report));
    }
    StringBuilder checklist = new StringBuilder("# Go-live checklist\n\n");
    MarkdownReport.head(checklist, report);
    MarkdownReport.checklist(checklist, report);
    write("go-live-checklist.md", checklist.toString());
  }

  private static String text(Part part, Report report) {
    StringBuilder page = new StringBuilder("# " + part.title() + "\n\n");
    MarkdownReport.head(page, report);
    page.append('\n');
    for (Report.Success each : report.success()) {
      if (part.criteria().contains(each.criterion())) {
        page.append("- ").append(each.criterion().words()).append(": **");
        page.append(each.verdict().words()).append("**");
        page.append(each.worst() == null ? "" : ", " + each.worst().sentence()).append('\n');
      }
    }
    page.append('\n');
    MarkdownReport.steps(
        page,
        report.rows().stream().filter(r -> part.steps().contains(r.step().id())).toList(),
        report.commits().size() > 1);
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
