package dev.sparkle.cli.check;

import dev.sparkle.cli.backup.Backup;
import dev.sparkle.cli.backup.Backups;
import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle check daily}. */
@Command(
    name = "daily",
    mixinStandardHelpOptions = true,
    description = {
      "Every day: whether metrics flow and the Watchdog fires, the main figures against the baseline"
          + " (check baseline), the alerts of the day, the trend of first words, what learners"
          + " say of answers, the newest backup and the archive of changes, and what to do."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is worse than the baseline or not known, no node is reached, the Watchdog is"
          + " silent, a critical alert fired, there is no baseline or no fresh backup, or changes are"
          + " not archived as they should be"
    })
final class DailyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CheckOptions options;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "Which time is judged, as Prometheus writes it. Default: ${DEFAULT-VALUE}")
  private String window;

  @Option(names = "--baseline", paramLabel = "FILE", description = "Another file")
  private Path file;

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "The folder the backups are in (default: .sparkle/backups)")
  private Path backups;

  @Override
  public Integer call() {
    Home home = Home.here();
    List<Finding> findings = new ArrayList<>();
    PrometheusApi prometheus = options.prometheus();
    try {
      findings.addAll(watched(home, prometheus));
    } catch (Trouble silent) {
      findings.add(
          Finding.judged("Prometheus answers", false, silent.getMessage(), silent.remedy()));
    }
    findings.add(Feedback.of(home));
    findings.addAll(safekeeping(home));
    CheckReport report = new CheckReport("daily", Instant.now().toString(), findings);
    report.print(spec.commandLine().getOut(), options.json());
    return report.exitCode();
  }

  /** What Prometheus knows; that it reaches no node, or watches nothing, is no good day. */
  private List<Finding> watched(Home home, PrometheusApi prometheus) {
    long reached = Alerts.reached(prometheus);
    Optional<Baseline> baseline = Baseline.read(file != null ? file : Baseline.file(home));
    List<Finding> findings = new ArrayList<>();
    findings.add(Alerts.flow(reached, NodeRecord.all(home).size()));
    findings.add(Alerts.watchdog(Alerts.firing(prometheus)));
    findings.addAll(
        DailyFigures.judge(DailyFigures.ask(prometheus, window), baseline, reached > 0));
    findings.addAll(AlertHistory.of(prometheus, window));
    findings.add(Trend.of(prometheus, Instant.now(), reached > 0));
    return findings;
  }

  private List<Finding> safekeeping(Home home) {
    List<Finding> findings = new ArrayList<>();
    Backups kept = backups == null ? Backups.of(home) : Backups.in(backups);
    findings.add(
        Safekeeping.backup(kept.latest().map(Backup::manifest), kept.directory(), Instant.now()));
    try {
      DataServices.recorded(home)
          .filter(DataServices::postgresRuns)
          .flatMap(data -> data.ownCluster(Progress.SILENT))
          .map(PostgresCluster::archive)
          .map(archive -> Safekeeping.archive(archive.folder().map(on -> archive.health())))
          .ifPresent(findings::add);
    } catch (Trouble silent) {
      findings.add(
          Finding.judged("archive of changes", false, silent.getMessage(), silent.remedy()));
    }
    return findings;
  }
}
