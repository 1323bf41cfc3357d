package dev.sparkle.cli.validate;

import dev.sparkle.cli.terminal.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as Markdown. */
final class MarkdownReport {

  private MarkdownReport() {}

  static String of(Report report) {
    StringBuilder page = new StringBuilder("# Validation of Sparkle\n\n");
    head(page, report);
    page.append("\n## Success\n\n");
    success(page, report);
    for (Day day : Day.values()) {
      page.append("\n## ").append(day.title()).append(": ").append(day.words()).append("\n\n");
      steps(page, report, report.rows().stream().filter(r -> r.step().day() == day).toList());
    }
    page.append("\n## Go-live checklist\n");
    checklist(page, report);
    return page.toString();
  }

  static void head(StringBuilder page, Report report) {
    report
        .about()
        .forEach(
            (name, value) ->
                page.append("- ").append(name).append(": ").append(value).append('\n'));
    page.append("- begun ").append(report.state().began()).append(", written ").append(report.at());
    page.append('\n');
    if (!report.state().target().isEmpty()) {
      page.append("- target: ").append(report.state().target()).append('\n');
    }
    page.append("- the steps took ").append(took(report)).append('\n');
    page.append("- steps: ").append(countWords(report.counts())).append('\n');
    if (report.isShortened()) {
      page.append("- **Shortened by `--quick`**; such steps are marked\n");
    }
    if (!report.commits().isEmpty()) {
      page.append("- results of commit ").append(String.join(", ", report.commits()));
      page.append('\n');
    }
  }

  /** For people. */
  static String took(Report report) {
    return Figures.took(Duration.ofMillis((long) (report.seconds() * 1000)));
  }

  static String countWords(Map<Verdict, Integer> counts) {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (verdict, count) ->
            words
                .append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(verdict.words()));
    return words.toString();
  }

  static void success(StringBuilder page, Report report) {
    page.append("| criterion | plan | ours | measured | verdict | ours kept | by |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Report.Success each : report.success()) {
      row(
          page,
          each.criterion().words(),
          each.criterion().floor(),
          each.criterion().goal(),
          each.worst() == null ? "" : each.worst().measured() + ", " + each.worst().name(),
          verdict(each),
          each.goal() == null ? "" : each.goal() ? "yes" : "no",
          report.by(each));
    }
    page.append("\nThe least favourable figure of all that were measured stands here.\n");
    for (Report.Success each : report.success()) {
      if (!each.because().isEmpty()) {
        page.append("\n- ").append(each.criterion().words()).append(" was missed: ");
        page.append(each.because()).append('\n');
      }
    }
  }

  /** A criterion that only shortened steps speak for is not kept as the plan has it. */
  static String verdict(Report.Success of) {
    return of.verdict().words() + (of.shortened() ? " (shortened)" : "");
  }

  static void steps(StringBuilder page, Report report, List<Report.Row> rows) {
    boolean severalCommits = report.commits().size() > 1;
    page.append("| step | | verdict | s | figures |\n|---|---|---|---|---|\n");
    for (Report.Row each : rows) {
      StepResult result = each.result();
      StringBuilder figures = new StringBuilder(result.why());
      for (Reading reading : result.readings()) {
        figures.append(figures.isEmpty() ? "" : "; ").append(reading.sentence());
      }
      row(
          page,
          "`" + each.step().id() + "` " + each.step().title(),
          each.step().proves(),
          result.verdict().words()
              + (result.quick() ? " (shortened)" : "")
              + (isNamed(report, result.commit(), severalCommits) ? ", of " + result.commit() : ""),
          result.seconds() == 0 ? "" : String.format(Locale.ROOT, "%.0f", result.seconds()),
          figures.toString());
    }
  }

  private static boolean isNamed(Report report, String commit, boolean severalCommits) {
    return !commit.isEmpty() && (severalCommits || !commit.equals(report.commit()));
  }

  static void checklist(StringBuilder page, Report report) {
    String section = "";
    for (Checklist.Tick tick : report.checklist()) {
      if (!tick.line().section().equals(section)) {
        section = tick.line().section();
        page.append("\n**").append(section).append("**\n\n");
      }
      page.append(tick.ticked() ? "- [x] " : "- [ ] ");
      page.append(tick.line().words());
      page.append(
          tick.verdict() == Verdict.PERSON
              ? ": a person must confirm"
              : " (" + tick.evidence() + ")");
      page.append('\n');
    }
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|").replace("\n", " ")).append(' ');
    }
    page.append("|\n");
  }
}
