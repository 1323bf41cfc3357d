package dev.sparkle.cli.drill;

import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several drills, one after another; one that cannot run does not keep the others from it. */
final class DrillSeries {

  private final PrintWriter out;
  private final Progress progress;
  private final boolean json;

  DrillSeries(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.progress = new NewWords(err);
    this.json = json;
  }

  /** Runs them; the exit code. */
  int run(List<DrillRun> drills) throws Exception {
    List<DrillReport> reports = new ArrayList<>();
    for (DrillRun drill : drills) {
      if (!json) {
        drill.announce(out);
      }
      DrillReport report = perform(drill);
      reports.add(report);
      if (!json) {
        report.print(out);
      }
    }
    boolean ok = reports.stream().allMatch(DrillReport::ok);
    if (json) {
      out.println(DrillJson.text(Map.of("drills", reports, "ok", ok)));
    } else {
      reports.forEach(each -> out.printf("%s  %s%n", each.ok() ? "PASS" : "FAIL", title(each)));
    }
    out.flush();
    return ok ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private DrillReport perform(DrillRun drill) throws Exception {
    try {
      return drill.perform(progress, null);
    } catch (Trouble trouble) {
      return DrillReport.notPlayed(drill.name(), drill.broken(), trouble.getMessage());
    }
  }

  private static String title(DrillReport report) {
    return report.drill() + (report.broken() == null ? "" : " with " + report.broken());
  }
}
