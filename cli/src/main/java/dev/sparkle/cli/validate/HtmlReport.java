package dev.sparkle.cli.validate;

import static dev.sparkle.cli.chart.Plot.escape;

import dev.sparkle.cli.chart.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a page of one file, which asks nothing of any other place. */
final class HtmlReport {

  private final Page page = new Page("Validation of Sparkle");

  private HtmlReport() {}

  /**
   * @param plots SVG by heading
   */
  static String of(Report report, Map<String, String> plots) {
    HtmlReport html = new HtmlReport();
    html.head(report);
    html.success(report);
    html.page.plots(plots);
    for (Day day : Day.values()) {
      html.day(day, report.rows().stream().filter(r -> r.step().day() == day).toList());
    }
    html.checklist(report);
    return html.page.text();
  }

  private void head(Report report) {
    Map<Verdict, Integer> counts = report.counts();
    boolean bad = counts.get(Verdict.MISSED) + counts.get(Verdict.FAILED) > 0;
    boolean whole = counts.get(Verdict.NOT_RUN) == 0;
    String sentence =
        bad
            ? "Something was missed. It stands in red below."
            : whole
                ? "Everything that a program can see is as it should be."
                : "What ran is as it should be. Not everything ran.";
    page.add("<header><h1>Validation of Sparkle</h1><p class=\"lead\">");
    page.add(sentence).add("</p><div class=\"tiles\">\n");
    counts.forEach(
        (verdict, count) ->
            page.add(
                "<div class=\"tile %s\"><b>%d</b><span>%s</span></div>\n"
                    .formatted(
                        count == 0 ? "none" : style(verdict), count, escape(verdict.words()))));
    page.add("</div><dl>");
    report.about().forEach(this::about);
    about("begun", report.state().began());
    about("written", report.at());
    about("the steps took", MarkdownReport.took(report));
    if (!report.state().target().isEmpty()) {
      about("target", report.state().target());
    }
    if (!report.commits().isEmpty()) {
      about("results of commit", String.join(", ", report.commits()));
    }
    page.add("</dl>");
    if (report.isShortened()) {
      page.add(
          "<p class=\"note\">Some steps were shortened by <code>--quick</code>; they are marked."
              + " Their figures are those of a short look.</p>");
    }
    page.add("</header>\n");
  }

  private void about(String name, String value) {
    page.add("<dt>%s</dt><dd>%s</dd>".formatted(escape(name), escape(value)));
  }

  private void success(Report report) {
    page.add(
        "<section><h2>Success</h2><div class=\"wide\"><table class=\"success\"><thead><tr><th>criterion<th>the plan"
            + "<th>our goal<th>measured<th>verdict<th>our goal kept<th>by</thead><tbody>\n");
    for (Report.Success each : report.success()) {
      String measured =
          each.worst() == null
              ? "<span class=\"soft\">nothing</span>"
              : "<b>%s</b> <span class=\"soft\">%s</span>"
                  .formatted(escape(each.worst().measured()), escape(each.worst().name()));
      page.add(
          "<tr><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td class=\"soft\">%s\n"
              .formatted(
                  escape(each.criterion().words()),
                  escape(each.criterion().floor()),
                  escape(each.criterion().goal()),
                  measured
                      + (each.because().isEmpty()
                          ? ""
                          : "<br><span class=\"soft\">Why: %s.</span>"
                              .formatted(escape(each.because()))),
                  pill(each.verdict(), each.shortened()),
                  each.goal() == null ? "" : each.goal() ? "yes" : "no",
                  escape(report.by(each))));
    }
    page.add(
        "</tbody></table></div><p class=\"soft\">The least favourable of all figures stands here."
            + "</p></section>\n");
  }

  private void day(Day day, List<Report.Row> rows) {
    page.add("<section><h2>%s <small>%s</small></h2>\n".formatted(day.title(), day.words()));
    rows.forEach(this::step);
    page.add("</section>\n");
  }

  private void step(Report.Row row) {
    StepResult result = row.result();
    page.add(
        "<details%s><summary>%s <b>%s</b> <code>%s</code><span class=\"time\">%s</span>%s</summary>\n"
            .formatted(
                result.verdict().isBad() ? " open" : "",
                pill(result.verdict(), result.quick()),
                escape(row.step().title()),
                row.step().id(),
                result.seconds() == 0
                    ? ""
                    : String.format(Locale.ROOT, "%.0f s", Math.max(1, result.seconds())),
                result.why().isEmpty()
                    ? ""
                    : "<span class=\"why\">%s</span>".formatted(escape(result.why()))));
    page.add("<p>It proves: %s.</p>".formatted(escape(row.step().proves())));
    if (!result.command().isEmpty()) {
      page.add("<p><code>%s</code></p>".formatted(escape(result.command())));
    }
    if (!result.readings().isEmpty()) {
      page.add(
          "<div class=\"wide\"><table><thead><tr><th>figure<th>measured<th>must<th>goal</thead><tbody>");
      for (Reading each : result.readings()) {
        page.add(
            "<tr class=\"%s\"><td>%s<td>%s<td>%s<td>%s"
                .formatted(
                    each.floorKept() ? each.goalKept() ? "" : "goal" : "bad",
                    escape(each.name()),
                    escape(each.measured()),
                    escape(each.floor()),
                    escape(each.goal())));
      }
      page.add("</tbody></table></div>");
    }
    if (!result.at().isEmpty()) {
      page.add(
          "<p class=\"soft\">%s, of %s%s</p>"
              .formatted(
                  escape(result.at()),
                  escape(result.commit()),
                  result.evidence().isEmpty()
                      ? ""
                      : "; evidence: " + escape(String.join(", ", result.evidence()))));
    }
    page.add("</details>\n");
  }

  private void checklist(Report report) {
    page.add("<section><h2>Go-live checklist</h2>\n");
    String section = "";
    for (Checklist.Tick tick : report.checklist()) {
      if (!tick.line().section().equals(section)) {
        page.add(section.isEmpty() ? "" : "</ul>");
        section = tick.line().section();
        page.add("<h3>%s</h3><ul class=\"ticks\">\n".formatted(section));
      }
      page.add(
          "<li>%s %s <span class=\"soft\">%s</span></li>\n"
              .formatted(pill(tick), escape(tick.line().words()), escape(tick.evidence())));
    }
    page.add("</ul></section>\n");
  }

  /** A line whose steps passed, but shortened, has no tick. */
  private static String pill(Checklist.Tick tick) {
    return tick.verdict() == Verdict.PASSED && !tick.ticked()
        ? "<span class=\"pill open\">– shortened</span>"
        : pill(tick.verdict(), false);
  }

  private static String pill(Verdict verdict, boolean quick) {
    return "<span class=\"pill %s\">%s %s%s</span>"
        .formatted(
            style(verdict), verdict.mark(), escape(verdict.words()), quick ? ", shortened" : "");
  }

  private static String style(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "good";
      case PERSON -> "person";
      case NOT_RUN -> "open";
      case MISSED, FAILED -> "bad";
    };
  }
}
